"""What people do with matters and responsibilities."""
