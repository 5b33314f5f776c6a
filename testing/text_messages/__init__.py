"""A second channel, small and whole: members write text messages (SMS) to a gateway, and get them from it."""

from testing.text_messages.channel import TEXT_MESSAGES as TEXT_MESSAGES
from testing.text_messages.entrance import TextEntrance as TextEntrance
from testing.text_messages.messenger import TextMessenger as TextMessenger
