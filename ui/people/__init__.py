"""Who can open the vault, in which role, and with which passphrase."""
