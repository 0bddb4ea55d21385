"""The commands: what the program does, for scripts, pipes and a login message.

:mod:`netui.cli.main` runs them; each other module holds a group of commands or what they share. Nothing here
is imported before the command that needs it is used.
"""
