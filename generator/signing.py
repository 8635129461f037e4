"""Detached signatures over SHA256SUMS, by OpenSSH and by minisign."""
