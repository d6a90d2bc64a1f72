"""The short entry of a referral."""
