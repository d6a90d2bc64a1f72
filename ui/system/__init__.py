"""What differs from one operating system to the next: leaving the computer, screen capture, a second start."""
