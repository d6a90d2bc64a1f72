-- The tables of version 1. It is never changed: a later version is a step of its own.

CREATE TABLE marac (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    safelives_name TEXT NOT NULL,
    venue TEXT NOT NULL,
    chair TEXT NOT NULL,
    coordinator TEXT NOT NULL,
    coordinator_email TEXT NOT NULL,
    marking TEXT NOT NULL,
    minutes_per_case INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    dash_threshold INTEGER NOT NULL,
    escalation_incidents INTEGER NOT NULL,
    repeat_months INTEGER NOT NULL,
    repeat_clock TEXT NOT NULL CONSTRAINT ck_marac_repeat_clock CHECK ("repeat_clock" IN ('the last referral', 'the last meeting')),
    names_on_papers TEXT NOT NULL CONSTRAINT ck_marac_names_on_papers CHECK ("names_on_papers" IN ('names', 'initials', 'reference only')),
    retention_years INTEGER NOT NULL,
    nation TEXT NOT NULL,
    adult_female_population INTEGER,
    cases_numbered INTEGER NOT NULL,
    meetings_numbered INTEGER NOT NULL,
    CONSTRAINT pk_marac PRIMARY KEY (id)
) STRICT;

CREATE TABLE agency (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    "key" TEXT NOT NULL,
    bucket TEXT NOT NULL,
    speaking_order INTEGER NOT NULL,
    core INTEGER NOT NULL CONSTRAINT ck_agency_core CHECK ("core" IN (0, 1)),
    works_with TEXT NOT NULL CONSTRAINT ck_agency_works_with CHECK ("works_with" IN ('the victim', 'the person causing harm', 'the child', 'nobody in this case')),
    secure_email TEXT NOT NULL,
    agreement_signed TEXT,
    CONSTRAINT pk_agency PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_agency_speaking_order_name ON agency (speaking_order, name);

CREATE TABLE person (
    id TEXT NOT NULL,
    given_names TEXT NOT NULL,
    family_name TEXT NOT NULL,
    born TEXT,
    born_unsure TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    interpreter INTEGER NOT NULL CONSTRAINT ck_person_interpreter CHECK ("interpreter" IN (0, 1)),
    safe_number TEXT NOT NULL,
    safe_how TEXT NOT NULL,
    safe_when TEXT NOT NULL,
    safe_code_word TEXT NOT NULL,
    safe_voicemail INTEGER CONSTRAINT ck_person_safe_voicemail CHECK ("safe_voicemail" IN (0, 1)),
    gender TEXT NOT NULL CONSTRAINT ck_person_gender CHECK ("gender" IN ('female', 'male', 'other', 'not known')),
    ethnicity TEXT NOT NULL CONSTRAINT ck_person_ethnicity CHECK ("ethnicity" IN ('Asian', 'Black', 'Mixed', 'Other White', 'Other', 'White British', 'not known')),
    disability INTEGER CONSTRAINT ck_person_disability CHECK ("disability" IN (0, 1)),
    lgbtq INTEGER CONSTRAINT ck_person_lgbtq CHECK ("lgbtq" IN (0, 1)),
    no_recourse INTEGER CONSTRAINT ck_person_no_recourse CHECK ("no_recourse" IN (0, 1)),
    CONSTRAINT pk_person PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_person_family_name_given_names ON person (family_name, given_names);

CREATE TABLE keyholder (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT ck_keyholder_role CHECK ("role" IN ('chair', 'coordinator', 'deputy', 'read only', 'recovery code')),
    slot TEXT NOT NULL,
    public_key TEXT NOT NULL,
    CONSTRAINT pk_keyholder PRIMARY KEY (id)
) STRICT;

CREATE TABLE draft (
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    keyholder_id TEXT,
    CONSTRAINT pk_draft PRIMARY KEY (field)
) STRICT;

CREATE TABLE journal_entry (
    sequence INTEGER NOT NULL,
    at TEXT NOT NULL,
    keyholder_id TEXT,
    session TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER,
    commitment TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL,
    CONSTRAINT pk_journal_entry PRIMARY KEY (sequence)
) STRICT;

CREATE TABLE vault_fact (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_vault_fact PRIMARY KEY (name)
) STRICT;

CREATE TABLE search_entry (
    "row" INTEGER NOT NULL,
    tab TEXT NOT NULL,
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    case_id TEXT,
    shown TEXT NOT NULL,
    CONSTRAINT pk_search_entry PRIMARY KEY ("row")
) STRICT;

CREATE UNIQUE INDEX ix_search_entry_tab_key ON search_entry (tab, "key");

CREATE TABLE meeting (
    id TEXT NOT NULL,
    marac_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    venue TEXT NOT NULL,
    chair TEXT NOT NULL,
    coordinator TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_meeting_state CHECK ("state" IN ('planned', 'listed', 'in session', 'draft minutes', 'signed off')),
    statement_read INTEGER NOT NULL CONSTRAINT ck_meeting_statement_read CHECK ("statement_read" IN (0, 1)),
    opened_at TEXT,
    closed_at TEXT,
    earlier_minutes_agreed INTEGER CONSTRAINT ck_meeting_earlier_minutes_agreed CHECK ("earlier_minutes_agreed" IN (0, 1)),
    other_business TEXT NOT NULL,
    next_meeting TEXT,
    signed_off_by TEXT NOT NULL,
    signed_off_at TEXT,
    CONSTRAINT pk_meeting PRIMARY KEY (id),
    CONSTRAINT uq_meeting_reference UNIQUE (reference),
    CONSTRAINT fk_meeting_marac_id FOREIGN KEY(marac_id) REFERENCES marac (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_meeting_marac_id_starts_at ON meeting (marac_id, starts_at);

CREATE TABLE marac_agency (
    marac_id TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    CONSTRAINT pk_marac_agency PRIMARY KEY (marac_id, agency_id),
    CONSTRAINT fk_marac_agency_marac_id FOREIGN KEY(marac_id) REFERENCES marac (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_marac_agency_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_marac_agency_agency_id ON marac_agency (agency_id);

CREATE TABLE representative (
    id TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT NOT NULL,
    deputy INTEGER NOT NULL CONSTRAINT ck_representative_deputy CHECK ("deputy" IN (0, 1)),
    designated_officer INTEGER NOT NULL CONSTRAINT ck_representative_designated_officer CHECK ("designated_officer" IN (0, 1)),
    CONSTRAINT pk_representative PRIMARY KEY (id),
    CONSTRAINT fk_representative_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_representative_agency_id ON representative (agency_id);

CREATE TABLE alias (
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_alias PRIMARY KEY (id),
    CONSTRAINT fk_alias_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_alias_person_id ON alias (person_id);

CREATE TABLE address (
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    lines TEXT NOT NULL,
    postcode TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_address_kind CHECK ("kind" IN ('home', 'temporary', 'refuge', 'work', 'other')),
    since TEXT,
    until TEXT,
    protected INTEGER NOT NULL CONSTRAINT ck_address_protected CHECK ("protected" IN (0, 1)),
    CONSTRAINT pk_address PRIMARY KEY (id),
    CONSTRAINT fk_address_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_address_person_id ON address (person_id);

CREATE TABLE case_file (
    id TEXT NOT NULL,
    marac_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    victim_id TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    contact_never TEXT NOT NULL,
    contact_only TEXT NOT NULL,
    honour_based INTEGER NOT NULL CONSTRAINT ck_case_file_honour_based CHECK ("honour_based" IN (0, 1)),
    restricted INTEGER NOT NULL CONSTRAINT ck_case_file_restricted CHECK ("restricted" IN (0, 1)),
    counter_case_id TEXT,
    primary_victim TEXT NOT NULL,
    third_party_secrets TEXT NOT NULL,
    flagged_until TEXT,
    CONSTRAINT pk_case_file PRIMARY KEY (id),
    CONSTRAINT uq_case_file_reference UNIQUE (reference),
    CONSTRAINT fk_case_file_marac_id FOREIGN KEY(marac_id) REFERENCES marac (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_case_file_victim_id FOREIGN KEY(victim_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_case_file_counter_case_id FOREIGN KEY(counter_case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_case_file_victim_id ON case_file (victim_id);

CREATE INDEX ix_case_file_counter_case_id ON case_file (counter_case_id);

CREATE INDEX ix_case_file_marac_id_reference ON case_file (marac_id, reference);

CREATE TABLE journal_body (
    sequence INTEGER NOT NULL,
    salt TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_journal_body PRIMARY KEY (sequence),
    CONSTRAINT fk_journal_body_sequence FOREIGN KEY(sequence) REFERENCES journal_entry (sequence)
) STRICT;

CREATE TABLE journal_touch (
    sequence INTEGER NOT NULL,
    tab TEXT NOT NULL,
    "key" TEXT NOT NULL,
    CONSTRAINT pk_journal_touch PRIMARY KEY (sequence, tab, "key"),
    CONSTRAINT fk_journal_touch_sequence FOREIGN KEY(sequence) REFERENCES journal_entry (sequence)
) STRICT;

CREATE INDEX ix_journal_touch_tab_key_sequence ON journal_touch (tab, "key", sequence);

CREATE TABLE agenda_item (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    listing TEXT NOT NULL CONSTRAINT ck_agenda_item_listing CHECK ("listing" IN ('new', 'repeat', 'transfer in', 'alert only')),
    slot TEXT NOT NULL,
    deferred_because TEXT NOT NULL,
    CONSTRAINT pk_agenda_item PRIMARY KEY (id),
    CONSTRAINT uq_agenda_item_meeting_id_case_id UNIQUE (meeting_id, case_id),
    CONSTRAINT fk_agenda_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_agenda_item_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_agenda_item_case_id ON agenda_item (case_id);

CREATE TABLE attendance (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    presence TEXT NOT NULL CONSTRAINT ck_attendance_presence CHECK ("presence" IN ('present', 'observer', 'apologies')),
    agency_id TEXT,
    organisation TEXT NOT NULL,
    role TEXT NOT NULL,
    signed INTEGER NOT NULL CONSTRAINT ck_attendance_signed CHECK ("signed" IN (0, 1)),
    information_sent INTEGER NOT NULL CONSTRAINT ck_attendance_information_sent CHECK ("information_sent" IN (0, 1)),
    information_received TEXT,
    CONSTRAINT pk_attendance PRIMARY KEY (id),
    CONSTRAINT fk_attendance_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attendance_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_attendance_agency_id ON attendance (agency_id);

CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id);

CREATE TABLE export_record (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_export_record_kind CHECK ("kind" IN ('minutes', 'action plan')),
    file_name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    recipient TEXT NOT NULL,
    protection TEXT NOT NULL,
    CONSTRAINT pk_export_record PRIMARY KEY (id),
    CONSTRAINT fk_export_record_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_export_record_meeting_id ON export_record (meeting_id);

CREATE TABLE signed_paper (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_signed_paper_kind CHECK ("kind" IN ('minutes', 'action plan')),
    fingerprint TEXT NOT NULL,
    blocks TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    CONSTRAINT pk_signed_paper PRIMARY KEY (id),
    CONSTRAINT fk_signed_paper_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_signed_paper_meeting_id ON signed_paper (meeting_id);

CREATE TABLE party (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT ck_party_role CHECK ("role" IN ('person causing harm', 'child', 'other')),
    person_id TEXT,
    relation TEXT NOT NULL,
    relation_to_perpetrator TEXT NOT NULL,
    position INTEGER NOT NULL,
    convicted INTEGER NOT NULL CONSTRAINT ck_party_convicted CHECK ("convicted" IN (0, 1)),
    due TEXT,
    school TEXT NOT NULL,
    lives_with_victim INTEGER NOT NULL CONSTRAINT ck_party_lives_with_victim CHECK ("lives_with_victim" IN (0, 1)),
    CONSTRAINT pk_party PRIMARY KEY (id),
    CONSTRAINT fk_party_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_party_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_party_case_id ON party (case_id);

CREATE INDEX ix_party_person_id ON party (person_id);

CREATE TABLE must_not_be_told (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_must_not_be_told PRIMARY KEY (id),
    CONSTRAINT fk_must_not_be_told_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_must_not_be_told_case_id ON must_not_be_told (case_id);

CREATE TABLE must_not_receive (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    agency_id TEXT,
    CONSTRAINT pk_must_not_receive PRIMARY KEY (id),
    CONSTRAINT fk_must_not_receive_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_must_not_receive_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_must_not_receive_case_id ON must_not_receive (case_id);

CREATE INDEX ix_must_not_receive_agency_id ON must_not_receive (agency_id);

CREATE TABLE case_agency (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    agency_id TEXT NOT NULL,
    works_with TEXT NOT NULL CONSTRAINT ck_case_agency_works_with CHECK ("works_with" IN ('the victim', 'the person causing harm', 'the child', 'nobody in this case')),
    CONSTRAINT pk_case_agency PRIMARY KEY (id),
    CONSTRAINT fk_case_agency_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_case_agency_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_case_agency_agency_id ON case_agency (agency_id);

CREATE INDEX ix_case_agency_case_id ON case_agency (case_id);

CREATE TABLE key_date (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_key_date_kind CHECK ("kind" IN ('bail ends', 'hearing', 'release', 'baby due', 'contact handover', 'other')),
    "on" TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_key_date PRIMARY KEY (id),
    CONSTRAINT fk_key_date_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_key_date_case_id ON key_date (case_id);

CREATE TABLE referral (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    received_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    visible_high_risk INTEGER NOT NULL CONSTRAINT ck_referral_visible_high_risk CHECK ("visible_high_risk" IN (0, 1)),
    professional_judgement INTEGER NOT NULL CONSTRAINT ck_referral_professional_judgement CHECK ("professional_judgement" IN (0, 1)),
    escalation INTEGER NOT NULL CONSTRAINT ck_referral_escalation CHECK ("escalation" IN (0, 1)),
    repeat INTEGER NOT NULL CONSTRAINT ck_referral_repeat CHECK ("repeat" IN (0, 1)),
    transfer INTEGER NOT NULL CONSTRAINT ck_referral_transfer CHECK ("transfer" IN (0, 1)),
    judgement_reason TEXT NOT NULL,
    other_tool_name TEXT,
    other_tool_score INTEGER,
    other_tool_out_of INTEGER,
    consent INTEGER CONSTRAINT ck_referral_consent CHECK ("consent" IN (0, 1)),
    lawful_basis TEXT NOT NULL,
    victim_aware INTEGER CONSTRAINT ck_referral_victim_aware CHECK ("victim_aware" IN (0, 1)),
    not_aware_because TEXT NOT NULL,
    afraid_of TEXT NOT NULL,
    safe_to_talk_to TEXT NOT NULL,
    not_safe_to_talk_to TEXT NOT NULL,
    safe_to_contact INTEGER CONSTRAINT ck_referral_safe_to_contact CHECK ("safe_to_contact" IN (0, 1)),
    children_answered INTEGER NOT NULL CONSTRAINT ck_referral_children_answered CHECK ("children_answered" IN (0, 1)),
    presenter TEXT NOT NULL,
    idva_referred_on TEXT,
    transferred_from TEXT NOT NULL,
    not_listed_because TEXT NOT NULL,
    not_listed_by TEXT NOT NULL,
    CONSTRAINT pk_referral PRIMARY KEY (id),
    CONSTRAINT fk_referral_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_referral_case_id_received_on ON referral (case_id, received_on);

CREATE TABLE left_for (
    id TEXT NOT NULL,
    attendance_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_left_for PRIMARY KEY (id),
    CONSTRAINT fk_left_for_attendance_id FOREIGN KEY(attendance_id) REFERENCES attendance (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_left_for_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_left_for_case_id ON left_for (case_id);

CREATE INDEX ix_left_for_attendance_id ON left_for (attendance_id);

CREATE TABLE conflict_of_interest (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    who TEXT NOT NULL,
    nature TEXT NOT NULL,
    decision TEXT NOT NULL,
    attendance_id TEXT,
    CONSTRAINT pk_conflict_of_interest PRIMARY KEY (id),
    CONSTRAINT fk_conflict_of_interest_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_conflict_of_interest_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_conflict_of_interest_attendance_id FOREIGN KEY(attendance_id) REFERENCES attendance (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_conflict_of_interest_meeting_id ON conflict_of_interest (meeting_id);

CREATE INDEX ix_conflict_of_interest_attendance_id ON conflict_of_interest (attendance_id);

CREATE INDEX ix_conflict_of_interest_case_id ON conflict_of_interest (case_id);

CREATE TABLE discussion (
    id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    referral_id TEXT,
    presented TEXT NOT NULL,
    voice_missing_because TEXT NOT NULL,
    already_in_place TEXT NOT NULL,
    overall TEXT NOT NULL,
    risks_recapped INTEGER NOT NULL CONSTRAINT ck_discussion_risks_recapped CHECK ("risks_recapped" IN (0, 1)),
    read_back TEXT NOT NULL,
    teller_agency_id TEXT,
    teller TEXT NOT NULL,
    tell_how TEXT NOT NULL,
    tell_by TEXT,
    links TEXT NOT NULL,
    flag_until TEXT,
    outcome TEXT NOT NULL,
    actions_before INTEGER NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    CONSTRAINT pk_discussion PRIMARY KEY (id),
    CONSTRAINT uq_discussion_meeting_id_case_id UNIQUE (meeting_id, case_id),
    CONSTRAINT fk_discussion_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_discussion_case_id FOREIGN KEY(case_id) REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_discussion_referral_id FOREIGN KEY(referral_id) REFERENCES referral (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_discussion_teller_agency_id FOREIGN KEY(teller_agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_discussion_teller_agency_id ON discussion (teller_agency_id);

CREATE INDEX ix_discussion_case_id ON discussion (case_id);

CREATE INDEX ix_discussion_referral_id ON discussion (referral_id);

CREATE TABLE referring_agency (
    id TEXT NOT NULL,
    referral_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    agency_id TEXT NOT NULL,
    contact TEXT NOT NULL,
    share_of INTEGER NOT NULL,
    CONSTRAINT pk_referring_agency PRIMARY KEY (id),
    CONSTRAINT fk_referring_agency_referral_id FOREIGN KEY(referral_id) REFERENCES referral (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_referring_agency_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_referring_agency_referral_id ON referring_agency (referral_id);

CREATE INDEX ix_referring_agency_agency_id ON referring_agency (agency_id);

CREATE TABLE dash_answer (
    id TEXT NOT NULL,
    referral_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    answer TEXT NOT NULL CONSTRAINT ck_dash_answer_answer CHECK ("answer" IN ('yes', 'no', 'don''t know', 'not asked')),
    source TEXT NOT NULL,
    comment TEXT NOT NULL,
    CONSTRAINT pk_dash_answer PRIMARY KEY (id),
    CONSTRAINT fk_dash_answer_referral_id FOREIGN KEY(referral_id) REFERENCES referral (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_dash_answer_referral_id ON dash_answer (referral_id);

CREATE TABLE voice_line (
    id TEXT NOT NULL,
    discussion_id TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_voice_line_kind CHECK ("kind" IN ('situation now', 'views', 'wishes', 'afraid of')),
    text TEXT NOT NULL,
    told_to TEXT NOT NULL,
    told_on TEXT,
    may_know TEXT NOT NULL CONSTRAINT ck_voice_line_may_know CHECK ("may_know" IN ('may be shared', 'for the room only', 'known only from the victim')),
    child_id TEXT,
    position INTEGER NOT NULL,
    CONSTRAINT pk_voice_line PRIMARY KEY (id),
    CONSTRAINT fk_voice_line_discussion_id FOREIGN KEY(discussion_id) REFERENCES discussion (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_voice_line_child_id FOREIGN KEY(child_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_voice_line_discussion_id ON voice_line (discussion_id);

CREATE INDEX ix_voice_line_child_id ON voice_line (child_id);

CREATE TABLE contribution (
    id TEXT NOT NULL,
    discussion_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    agency_id TEXT NOT NULL,
    said TEXT NOT NULL CONSTRAINT ck_contribution_said CHECK ("said" IN ('shares', 'not known to us', 'known, nothing relevant', 'in writing', 'not present, nothing sent')),
    fact TEXT NOT NULL,
    "view" TEXT NOT NULL,
    source TEXT NOT NULL,
    speaker TEXT NOT NULL,
    may_know TEXT NOT NULL CONSTRAINT ck_contribution_may_know CHECK ("may_know" IN ('may be shared', 'for the room only', 'known only from the victim')),
    filed INTEGER NOT NULL CONSTRAINT ck_contribution_filed CHECK ("filed" IN (0, 1)),
    heard INTEGER NOT NULL CONSTRAINT ck_contribution_heard CHECK ("heard" IN (0, 1)),
    CONSTRAINT pk_contribution PRIMARY KEY (id),
    CONSTRAINT fk_contribution_discussion_id FOREIGN KEY(discussion_id) REFERENCES discussion (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_contribution_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_contribution_agency_id ON contribution (agency_id);

CREATE INDEX ix_contribution_discussion_id ON contribution (discussion_id);

CREATE TABLE risk (
    id TEXT NOT NULL,
    discussion_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    heading TEXT NOT NULL,
    likelihood TEXT CONSTRAINT ck_risk_likelihood CHECK ("likelihood" IN ('possible', 'likely', 'very likely', 'certain')),
    impact TEXT CONSTRAINT ck_risk_impact CHECK ("impact" IN ('moderate', 'serious', 'very serious')),
    raised_by TEXT,
    recapped INTEGER NOT NULL CONSTRAINT ck_risk_recapped CHECK ("recapped" IN (0, 1)),
    CONSTRAINT pk_risk PRIMARY KEY (id),
    CONSTRAINT fk_risk_discussion_id FOREIGN KEY(discussion_id) REFERENCES discussion (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_risk_raised_by FOREIGN KEY(raised_by) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_risk_raised_by ON risk (raised_by);

CREATE INDEX ix_risk_discussion_id ON risk (discussion_id);

CREATE TABLE action (
    id TEXT NOT NULL,
    discussion_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    agency_id TEXT,
    person TEXT NOT NULL,
    due TEXT,
    ongoing INTEGER NOT NULL CONSTRAINT ck_action_ongoing CHECK ("ongoing" IN (0, 1)),
    faces TEXT NOT NULL CONSTRAINT ck_action_faces CHECK ("faces" IN ('the victim', 'a child', 'the person causing harm', 'an adult at risk', 'staff')),
    protected_detail TEXT NOT NULL,
    catalogue_code TEXT NOT NULL,
    other_source TEXT NOT NULL,
    asked_and_declined INTEGER NOT NULL CONSTRAINT ck_action_asked_and_declined CHECK ("asked_and_declined" IN (0, 1)),
    declined_because TEXT NOT NULL,
    stands TEXT NOT NULL CONSTRAINT ck_action_stands CHECK ("stands" IN ('open', 'in progress', 'complete', 'complete late', 'not possible, circumstances changed', 'not done by the agency', 'superseded', 'cancelled by the chair')),
    CONSTRAINT pk_action PRIMARY KEY (id),
    CONSTRAINT fk_action_discussion_id FOREIGN KEY(discussion_id) REFERENCES discussion (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_action_discussion_id ON action (discussion_id);

CREATE INDEX ix_action_agency_id_stands_asked_and_declined_due ON action (agency_id, stands, asked_and_declined, due);

CREATE INDEX ix_action_due ON action (due);

CREATE INDEX ix_action_stands_asked_and_declined_due ON action (stands, asked_and_declined, due);

CREATE TABLE gap_reason (
    id TEXT NOT NULL,
    discussion_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    gap TEXT NOT NULL,
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_gap_reason PRIMARY KEY (id),
    CONSTRAINT fk_gap_reason_discussion_id FOREIGN KEY(discussion_id) REFERENCES discussion (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_gap_reason_discussion_id ON gap_reason (discussion_id);

CREATE TABLE risk_to (
    id TEXT NOT NULL,
    risk_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    subject TEXT NOT NULL CONSTRAINT ck_risk_to_subject CHECK ("subject" IN ('the victim', 'a child', 'somebody else', 'staff', 'the person causing harm')),
    party_id TEXT,
    CONSTRAINT pk_risk_to PRIMARY KEY (id),
    CONSTRAINT fk_risk_to_risk_id FOREIGN KEY(risk_id) REFERENCES risk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_risk_to_party_id FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_risk_to_party_id ON risk_to (party_id);

CREATE INDEX ix_risk_to_risk_id ON risk_to (risk_id);

CREATE TABLE action_risk (
    action_id TEXT NOT NULL,
    risk_id TEXT NOT NULL,
    CONSTRAINT pk_action_risk PRIMARY KEY (action_id, risk_id),
    CONSTRAINT fk_action_risk_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_risk_risk_id FOREIGN KEY(risk_id) REFERENCES risk (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_action_risk_risk_id ON action_risk (risk_id);

CREATE TABLE progress_entry (
    id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_progress_entry_state CHECK ("state" IN ('open', 'in progress', 'complete', 'complete late', 'not possible, circumstances changed', 'not done by the agency', 'superseded', 'cancelled by the chair')),
    note TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    worked INTEGER CONSTRAINT ck_progress_entry_worked CHECK ("worked" IN (0, 1)),
    CONSTRAINT pk_progress_entry PRIMARY KEY (id),
    CONSTRAINT fk_progress_entry_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX ix_progress_entry_action_id_at_place_state ON progress_entry (action_id, at, place, state);

CREATE INDEX ix_progress_entry_at_action_id ON progress_entry (at, action_id);

CREATE VIRTUAL TABLE search_index USING fts5(names, said, content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
