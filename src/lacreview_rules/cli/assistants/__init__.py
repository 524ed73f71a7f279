"""The command that lets an assistant ask."""
