"""What a person may ask about their own data, and what an administrator does about it (152-ФЗ)."""
