-- The Pathfinding Coordination Group meets on or after the first day of the first reporting year.
SELECT
    pcg_meeting.meeting_date,
    calendar.first_day
FROM pcg_meeting
CROSS JOIN (SELECT MIN(period_start) AS first_day FROM reporting_calendar) AS calendar
WHERE pcg_meeting.meeting_date < calendar.first_day
