"""What several processes must read and spell alike: intents, programmes, days, sums, the calendar; imports nothing of ours."""
