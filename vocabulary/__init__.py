"""What several processes must read and spell alike: days, sums, hours, the calendar; imports nothing of ours."""
