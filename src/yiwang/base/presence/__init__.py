"""presence 在岗与位置: see README.md."""
