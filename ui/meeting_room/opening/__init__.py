"""What comes before the first case and after the last one."""
