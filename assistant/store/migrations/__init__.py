"""The steps from one form of the tables to the next; run by `database.open_database`, never by hand."""
