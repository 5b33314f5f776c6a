"""The command line: `python -m bot VERB`."""

from bot.cli.commands import main

if __name__ == "__main__":
    main()
