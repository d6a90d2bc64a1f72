"""Vaults for every test of the storage."""

from __future__ import annotations

from tests.support.vaults import kept_vault, vault, vault_path

__all__ = ["kept_vault", "vault", "vault_path"]
