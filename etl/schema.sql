-- The warehouse's tables, in the order in which they are loaded. First comment line of each = its grain.
-- Codes: country_code ISO 3166-1 alpha-3; area_code UN M49, unpadded text; sex and age SDMX (F, M, _T total,
-- _O other, _U unknown, _Z not applicable; Y1T14, Y_LT18, Y_GE18, M12T23, _T, _U, _Z). Dates are DATE, money keeps
-- its currency, and a missing value is NULL with a value_status that says why.

-- one row per publisher's data set and vintage
CREATE TABLE source (
    source_id     VARCHAR PRIMARY KEY,
    publisher     VARCHAR NOT NULL,
    title         VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL,
    licence       VARCHAR NOT NULL,
    url           VARCHAR,
    vintage       VARCHAR NOT NULL,           -- ISO date or year-month of the publisher's file
    vintage_date  DATE,                       -- first day of the vintage, for its age
    caveat_key    VARCHAR                     -- text key of the caveat that must stand at its figures
);

-- one row per file loaded and source in it
CREATE TABLE source_file (
    file_path       VARCHAR NOT NULL,         -- relative to the data folder
    source_id       VARCHAR NOT NULL REFERENCES source (source_id),
    checksum_sha256 VARCHAR NOT NULL,         -- of the whole file
    row_count       INTEGER NOT NULL,         -- rows of this source in it
    PRIMARY KEY (file_path, source_id)
);

-- one row per UN M49 country or area with an ISO code
CREATE TABLE country (
    country_code       VARCHAR PRIMARY KEY,
    iso2_code          VARCHAR NOT NULL UNIQUE,
    area_code          VARCHAR NOT NULL UNIQUE,
    is_pathfinder      BOOLEAN NOT NULL,
    population_under18 BIGINT,
    population_year    INTEGER,
    longitude          DOUBLE,                -- representative point, for the pathfinders
    latitude           DOUBLE,
    source_id          VARCHAR NOT NULL
);

-- one row per country and language: the name to show
CREATE TABLE country_name (
    country_code VARCHAR NOT NULL,
    language     VARCHAR NOT NULL,
    name         VARCHAR NOT NULL,
    PRIMARY KEY (country_code, language)
);

-- one row per scheme, group and country (un_region, un_subregion, un_intermediate_region, income_group, alliance)
CREATE TABLE country_group (
    scheme       VARCHAR NOT NULL,
    group_code   VARCHAR NOT NULL,            -- M49 code for UN groups; low, lower_middle, upper_middle, high; pathfinder
    country_code VARCHAR NOT NULL,
    PRIMARY KEY (scheme, group_code, country_code)
);

-- one row per series
CREATE TABLE indicator (
    series_code      VARCHAR PRIMARY KEY,
    position         INTEGER NOT NULL,        -- order of display
    sdg_code         VARCHAR NOT NULL,        -- 16.2.1
    title_key        VARCHAR NOT NULL,
    unit             VARCHAR NOT NULL,        -- percent, number, per_100000
    direction        VARCHAR NOT NULL,        -- lower_is_better, higher_is_better, undefined
    custodian        VARCHAR NOT NULL,
    publisher        VARCHAR NOT NULL,        -- unsd, unodc, unicef
    comparable_sexes VARCHAR[] NOT NULL,      -- the first is the one shown by default
    comparable_ages  VARCHAR[] NOT NULL,      -- the first is the one shown by default
    is_headline      BOOLEAN NOT NULL,        -- stands in the 16.2 panels
    target_value     DOUBLE,
    target_year      INTEGER,
    target_reason_key VARCHAR NOT NULL,       -- why this target, or why none
    metadata_url     VARCHAR
);

-- one row per series, country or aggregate, year, sex, age band and source vintage. No keys are declared: their indexes
-- would be many times the figures, and nothing asks them. The checks one_figure_per_key, series_are_known and
-- sources_are_known hold the same.
CREATE TABLE observation (
    series_code    VARCHAR NOT NULL,
    area_code      VARCHAR NOT NULL,
    country_code   VARCHAR,                   -- NULL for aggregates and areas without an ISO code
    area_type      VARCHAR NOT NULL,          -- country, aggregate, other_area
    year           INTEGER NOT NULL,
    sex            VARCHAR NOT NULL,
    age            VARCHAR NOT NULL,
    value          DOUBLE,
    value_status   VARCHAR NOT NULL,          -- reported, estimated, modelled, below_threshold, suppressed, conflicting,
                                              -- not_collected, not_applicable
    unit           VARCHAR NOT NULL,
    nature         VARCHAR,                   -- SDMX CL_NATURE as published
    reporting_type VARCHAR,                   -- G global, N national, as published
    lower_bound    DOUBLE,
    upper_bound    DOUBLE,
    source_text    VARCHAR,                   -- the survey or register, as published
    footnote       VARCHAR,
    source_id      VARCHAR NOT NULL
);

-- one row per pattern of a survey's text as published
CREATE TABLE survey_family (
    pattern       VARCHAR PRIMARY KEY,        -- SQL LIKE, whatever the case
    survey_family VARCHAR NOT NULL            -- mics, dhs, vacs, other_national, administrative: what the text itself names
);

-- one row per pathfinding country, series and comparable sex, for the series' first comparable age band: how its
-- progress is judged (etl/progress.py says how), with all that the judgement rests on
CREATE TABLE assessment (
    country_code       VARCHAR NOT NULL,
    series_code        VARCHAR NOT NULL REFERENCES indicator (series_code),
    sex                VARCHAR NOT NULL,
    age                VARCHAR NOT NULL,
    unit               VARCHAR NOT NULL,      -- of all values, slopes and linear paces of the row
    direction          VARCHAR NOT NULL,
    reference_year     INTEGER NOT NULL,      -- ages are counted to it
    word               VARCHAR NOT NULL,      -- not_applicable, no_data, direction_undefined, no_target,
                                              -- insufficient_trend, stale; judged: target_met, on_track,
                                              -- acceleration_needed, limited_progress, moving_away
    is_judged          BOOLEAN NOT NULL,
    depends_on_method  BOOLEAN,               -- another method says another word; NULL where not judged
    differing_methods  VARCHAR[] NOT NULL,
    comparable_count   INTEGER NOT NULL,      -- comparable points of any year
    point_count        INTEGER NOT NULL,      -- rows of assessment_point
    base_year          INTEGER,
    base_value         DOUBLE,
    latest_year        INTEGER,
    latest_value       DOUBLE,
    latest_age_years   INTEGER,
    slope_per_year     DOUBLE,                -- least squares from base to latest, where there is a base
    target_value       DOUBLE,
    target_year        INTEGER,
    target_reason_key  VARCHAR NOT NULL,
    evidence_strength  VARCHAR,               -- strong, moderate, weak: the weakest of the four below
    evidence_points    VARCHAR,
    evidence_age       VARCHAR,
    evidence_nature    VARCHAR,
    evidence_sources   VARCHAR,
    source_count       INTEGER,               -- surveys or registers named at the points
    modelled_count     INTEGER,               -- points that were estimated or modelled
    projected_year     INTEGER,
    projected_value    DOUBLE,                -- of the regression line; NULL where no interval can be given
    projected_lower    DOUBLE,
    projected_upper    DOUBLE,
    projection_level   DOUBLE,                -- of the prediction interval: 0.95
    is_projection_clipped BOOLEAN,            -- cut at 0, or at 100 per cent
    projection_note    VARCHAR,               -- why there is none: needs_third_point, no_scatter, target_year_reached
    cautions           VARCHAR[] NOT NULL,    -- what must be said with the word: within_rounding
    missing            VARCHAR[] NOT NULL,    -- what would have to be known to judge, or to judge better
    PRIMARY KEY (country_code, series_code, sex, age)
);

-- one row per assessment and point it rests on: from base to latest; without a base, all since 2010, else the latest
CREATE TABLE assessment_point (
    country_code VARCHAR NOT NULL,
    series_code  VARCHAR NOT NULL,
    sex          VARCHAR NOT NULL,
    age          VARCHAR NOT NULL,
    year         INTEGER NOT NULL,
    value        DOUBLE NOT NULL,
    value_status VARCHAR NOT NULL,
    nature       VARCHAR,
    source_text  VARCHAR,
    source_id    VARCHAR NOT NULL REFERENCES source (source_id),
    is_modelled  BOOLEAN NOT NULL,            -- the publisher says that it was estimated or modelled
    is_base      BOOLEAN NOT NULL,
    is_latest    BOOLEAN NOT NULL,
    PRIMARY KEY (country_code, series_code, sex, age, year)
);

-- one row per judged assessment and method: the pace required and made, their ratio, and the word
CREATE TABLE assessment_method (
    country_code   VARCHAR NOT NULL,
    series_code    VARCHAR NOT NULL,
    sex            VARCHAR NOT NULL,
    age            VARCHAR NOT NULL,
    method         VARCHAR NOT NULL,          -- linear (the mark follows it), compound_growth, progress_chart
    position       INTEGER NOT NULL,          -- order of display
    required       DOUBLE,                    -- linear: unit per year; compound_growth: share per year;
    actual         DOUBLE,                    -- progress_chart: unit, from the base to the target year
    ratio          DOUBLE,                    -- actual / required; NULL: base at the target, or below the floor
    word           VARCHAR,                   -- as in assessment; progress_chart: met_or_on_track, fair_progress,
                                              -- stagnation_or_regression
    agrees         BOOLEAN,                   -- its word goes with the linear pace's; NULL where it has none
    note           VARCHAR,                   -- target_floored, base_floored, base_at_target, below_floor
    on_track_from  DOUBLE NOT NULL,           -- the least ratio of the best word,
    middle_from    DOUBLE NOT NULL,           -- of the second,
    limited_from   DOUBLE,                    -- and of the third; progress_chart has none
    reference_keys VARCHAR[] NOT NULL,        -- texts under assessment.reference
    PRIMARY KEY (country_code, series_code, sex, age, method)
);

-- one row per number of the methods, as it was used in this build
CREATE TABLE assessment_rule (
    rule           VARCHAR PRIMARY KEY,       -- base_year, on_track_from, ...
    position       INTEGER NOT NULL,          -- order of display
    value          DOUBLE NOT NULL,
    measure        VARCHAR NOT NULL,          -- year, years, points, sources, share, level, unit (the indicator's own)
    reference_keys VARCHAR[] NOT NULL         -- texts under assessment.reference
);

-- one row per country, dated public fact and address
CREATE TABLE membership_fact (
    country_code       VARCHAR NOT NULL,
    fact               VARCHAR NOT NULL,
    value              VARCHAR NOT NULL,      -- as published, English
    evidence_date_text VARCHAR NOT NULL,      -- as published, may be a range or 'undated'
    evidence_year      INTEGER,
    url                VARCHAR NOT NULL,
    source_id          VARCHAR NOT NULL
);

-- one row per country, instrument and as-of date
CREATE TABLE legal_status (
    country_code VARCHAR NOT NULL,
    instrument   VARCHAR NOT NULL,
    status       VARCHAR NOT NULL,            -- state_party, signatory, not_party, prohibited, not_listed, not_applicable, not_stated
    status_text  VARCHAR NOT NULL,            -- as published
    year         INTEGER,
    status_date  DATE,
    action       VARCHAR,
    as_of_date   DATE,                        -- NULL where the source gives none
    source_text  VARCHAR NOT NULL,
    note         VARCHAR,
    source_id    VARCHAR NOT NULL
);

-- one row per reporting year
CREATE TABLE reporting_calendar (
    reporting_year  INTEGER PRIMARY KEY,
    period_start    DATE NOT NULL,
    period_end      DATE NOT NULL,
    due_date        DATE NOT NULL,
    is_illustrative BOOLEAN NOT NULL
);

-- one row per meeting of the Pathfinding Coordination Group
CREATE TABLE pcg_meeting (
    meeting_date    DATE PRIMARY KEY,
    is_illustrative BOOLEAN NOT NULL,         -- the date is assumed
    source_note     VARCHAR NOT NULL          -- where the date is from
);

-- one row per country, reporting year and revision
CREATE TABLE report (
    report_id          VARCHAR PRIMARY KEY,   -- KEN-2026-1
    country_code       VARCHAR NOT NULL,
    reporting_year     INTEGER NOT NULL,
    revision           INTEGER NOT NULL,
    period_start       DATE NOT NULL,
    period_end         DATE NOT NULL,
    submitting_office  VARCHAR NOT NULL,
    submitted_date     DATE NOT NULL,         -- as the report says
    received_date      DATE NOT NULL,         -- when it came, UTC; the submitted date where the store does not know
    first_received_date DATE NOT NULL,        -- when the first report of this country and year came, returned ones too
    language           VARCHAR NOT NULL,
    visibility         VARCHAR NOT NULL,      -- public, alliance_only
    verification_level VARCHAR NOT NULL,      -- self_reported, checked (Secretariat), approved (CSG)
    is_illustrative    BOOLEAN NOT NULL,
    file_name          VARCHAR NOT NULL,
    checksum_sha256    VARCHAR NOT NULL,
    UNIQUE (country_code, reporting_year, revision)
);

-- one row per report and stage step that has been reached
CREATE TABLE milestone (
    report_id         VARCHAR NOT NULL REFERENCES report (report_id),
    country_code      VARCHAR NOT NULL,
    step              VARCHAR NOT NULL,
    milestone_date    DATE NOT NULL,
    evidence_url      VARCHAR,
    verified_by       VARCHAR,
    last_checked_date DATE,
    is_illustrative   BOOLEAN NOT NULL,
    PRIMARY KEY (report_id, step)
);

-- one row per country and roadmap version (each report carries the whole roadmap; a version is what one report said)
CREATE TABLE roadmap (
    roadmap_id      VARCHAR PRIMARY KEY,      -- the report's id
    report_id       VARCHAR NOT NULL REFERENCES report (report_id),
    country_code    VARCHAR NOT NULL,
    version         INTEGER NOT NULL,         -- 1 = first reported
    action_count    INTEGER NOT NULL,
    is_illustrative BOOLEAN NOT NULL,
    UNIQUE (country_code, version)
);

-- one row per roadmap version and action
CREATE TABLE roadmap_action (
    roadmap_id         VARCHAR NOT NULL REFERENCES roadmap (roadmap_id),
    country_code       VARCHAR NOT NULL,
    action_id          VARCHAR NOT NULL,
    priority           VARCHAR NOT NULL,
    inspire_strategies VARCHAR[] NOT NULL,
    action             VARCHAR NOT NULL,
    output             VARCHAR,
    lead_body          VARCHAR,
    partners           VARCHAR,
    start_date         DATE,
    due_date           DATE,
    indicator          VARCHAR,
    baseline           DOUBLE,
    target             DOUBLE,
    unit               VARCHAR,
    budget             DOUBLE,                -- in budget_currency
    budget_currency    VARCHAR,               -- ISO 4217
    funding_source     VARCHAR,
    is_illustrative    BOOLEAN NOT NULL,
    PRIMARY KEY (roadmap_id, action_id)
);

-- one row per report and action
CREATE TABLE action_progress (
    report_id        VARCHAR NOT NULL REFERENCES report (report_id),
    country_code     VARCHAR NOT NULL,
    action_id        VARCHAR NOT NULL,
    status           VARCHAR NOT NULL,        -- not_started, limited, substantial, complete, cancelled (self-reported)
    has_evidence_gap BOOLEAN NOT NULL,        -- the status claims progress and no evidence is given
    percent_complete DOUBLE,
    spent            DOUBLE,                  -- in the action's budget_currency
    revised_due_date DATE,
    completed_date   DATE,
    done_text        VARCHAR,
    evidence_url     VARCHAR,
    barriers         VARCHAR,
    support_needed   VARCHAR,
    is_illustrative  BOOLEAN NOT NULL,
    PRIMARY KEY (report_id, action_id)
);

-- one row per report, series, year, sex and age band: figures a country gives itself, kept apart from observation
CREATE TABLE national_observation (
    report_id       VARCHAR NOT NULL REFERENCES report (report_id),
    country_code    VARCHAR NOT NULL,
    series_code     VARCHAR NOT NULL,
    year            INTEGER NOT NULL,
    value           DOUBLE NOT NULL,
    sex             VARCHAR NOT NULL,
    age             VARCHAR NOT NULL,
    source_text     VARCHAR NOT NULL,
    url             VARCHAR,
    is_illustrative BOOLEAN NOT NULL
);

-- one row per report and good practice
CREATE TABLE good_practice (
    report_id          VARCHAR NOT NULL REFERENCES report (report_id),
    country_code       VARCHAR NOT NULL,
    practice_id        VARCHAR NOT NULL,
    title              VARCHAR NOT NULL,
    inspire_strategies VARCHAR[] NOT NULL,
    description        VARCHAR NOT NULL,
    evidence_url       VARCHAR,
    is_illustrative    BOOLEAN NOT NULL,
    PRIMARY KEY (report_id, practice_id)
);

-- one row per report and need or offer of support
CREATE TABLE support_item (
    report_id          VARCHAR NOT NULL REFERENCES report (report_id),
    country_code       VARCHAR NOT NULL,
    item_id            VARCHAR NOT NULL,
    kind               VARCHAR NOT NULL,      -- need, offer
    inspire_strategies VARCHAR[] NOT NULL,
    description        VARCHAR NOT NULL,
    is_illustrative    BOOLEAN NOT NULL,
    PRIMARY KEY (report_id, item_id)
);

-- one row per decision that stands on a report; who took it and what was said stays in the store, with its people
CREATE TABLE review_decision (
    decision_id     VARCHAR PRIMARY KEY,      -- the event's id in the store
    report_id       VARCHAR NOT NULL REFERENCES report (report_id),
    decision        VARCHAR NOT NULL,         -- accepted, approved
    decided_at      TIMESTAMP NOT NULL,       -- UTC
    decided_by_role VARCHAR NOT NULL,         -- secretariat, csg
    is_illustrative BOOLEAN NOT NULL
);

-- one row per visibility that a reader of this schema may see; schema alliance has a table of its own with more rows
CREATE TABLE audience (
    visibility VARCHAR PRIMARY KEY            -- public, alliance_only
);
INSERT INTO audience VALUES ('public');

-- one row per problem found in a file: a source's or a report's
CREATE TABLE problem (
    origin      VARCHAR NOT NULL,             -- source, report
    file_name   VARCHAR NOT NULL,
    report_id   VARCHAR,
    source_id   VARCHAR,
    severity    VARCHAR NOT NULL,             -- error, warning, repair
    rule        VARCHAR NOT NULL,             -- text key of the message
    sheet       VARCHAR,
    cell        VARCHAR,                      -- A1 for sheets, 'row 12, column value' for CSV
    found       VARCHAR,
    accepted    VARCHAR
);

-- one row per build, this one and those before it
CREATE TABLE build (
    build_name       VARCHAR PRIMARY KEY,
    built_at         TIMESTAMP NOT NULL,      -- UTC
    reports_mode     VARCHAR NOT NULL,        -- illustrative, received, none
    is_illustrative  BOOLEAN NOT NULL,        -- some row is illustrative
    input_checksum   VARCHAR NOT NULL,        -- SHA-256 over the inputs' checksums: same input, same tables
    decisions_checksum VARCHAR NOT NULL,      -- SHA-256 over the decisions in it: behind the store's, it is to be made anew
    row_count        BIGINT NOT NULL,         -- all tables together
    warning_count    INTEGER NOT NULL,
    duration_seconds DOUBLE NOT NULL
);
