"""What happens to a report after it is sent: stored, reviewed, decided upon, published."""
