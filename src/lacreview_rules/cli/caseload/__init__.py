"""Commands about many children: the report, and tables of due dates."""
