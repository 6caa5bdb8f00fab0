"""The three themes of the programme: their names, topics, and the measures that stand for each in order of weight."""

THEMES = {"people": "People taking part", "money": "Money", "council": "The council"}
TOPICS = {
    "people": ("Participation",),
    "money": ("Spending", "Funding wins"),
    "council": ("Council relationship", "Meetings"),
}
MEASURES = {
    "people": (
        "event_attendance", "first_timers", "volunteers", "volunteer_hours", "voting_members", "residents_share",
        "women_share", "members_stayed", "influence_members", "influence_residents",
    ),
    "money": (
        "spent_gbp", "spent_share", "planned_spent", "small_grants_count", "wins_known", "success_rate", "cash_won_gbp",
        "in_kind_gbp", "hours_won", "cash_per_pound",
    ),
    "council": (
        "commitments_kept", "council_facts", "support_share", "meetings_liaison", "shared_partnership", "respect_partnership",
        "early_partnership", "contact_partnership", "roles_partnership", "time_partnership",
    ),
}  # fmt: skip
