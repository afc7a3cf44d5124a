"""The house's stylesheet, on top of Streamlit's theme; it stands in the page's head and serves both grounds."""

from dashboard.theme import DARK, LIGHT

# Streamlit gives the app a color-scheme, which light-dark() follows.
_COLOURS = f"""
--pp-link: light-dark({LIGHT.accent_text}, {DARK.accent_text});
--pp-ground: light-dark({LIGHT.ground}, {DARK.ground});
--pp-line: color-mix(in srgb, currentColor 16%, transparent);
--pp-soft: color-mix(in srgb, currentColor 70%, transparent);
"""

_RULES = """
.block-container { max-width: 1680px; padding-top: 3.6rem; padding-bottom: 2rem; }
.pp-title { font-size: 34px; line-height: 1.2; font-weight: 650; margin: 0; padding: 0; letter-spacing: -0.01em; }
.pp-lead { font-size: 20px; line-height: 1.45; margin: .35rem 0 .2rem; max-width: 62em; color: var(--pp-soft); }
.pp-section { font-size: 22px; line-height: 1.3; font-weight: 620; margin: 1.1rem 0 0; padding: 0; }
.pp-note { font-size: 15px; line-height: 1.45; margin: .15rem 0 0; color: var(--pp-soft); max-width: 72em; }
.pp-foot { font-size: 13.5px; line-height: 1.5; margin: 0; color: var(--pp-soft); }
.pp-illustrative { color: inherit; border-bottom: 2px dotted currentColor; font-weight: 600; }
.pp-empty { font-size: 16px; margin: .4rem 0; padding: .9rem 1.1rem; border: 1.5px dashed var(--pp-line);
            border-radius: 4px; color: var(--pp-soft); }
.pp-ribbon { font-size: 15px; line-height: 1.45; padding: .5rem .9rem; border-left: 5px solid #C48A0A;
             background: repeating-linear-gradient(135deg, rgba(196,138,10,.16) 0 12px, rgba(196,138,10,.08) 12px 24px); }
.pp-mark { font-size: 20px; line-height: 1.4; margin: .3rem 0 0; }
.pp-group { border-top: 1px solid var(--pp-line); padding: .45rem 0; } .pp-group summary { font-size: 16px; font-weight: 600; cursor: pointer; }
.pp-group summary span { font-weight: 400; color: var(--pp-soft); }
.pp-tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 0 28px; margin-top: .3rem; }
.pp-tile { border-top: 3px solid #009EDB; padding: .6rem 0 .8rem; }
.pp-tile-label { font-size: 15px; color: var(--pp-soft); }
.pp-tile-figure { font-size: 38px; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.pp-tile-note { font-size: 15px; line-height: 1.4; color: var(--pp-soft); }
[data-testid="stHtml"] a { color: var(--pp-link); text-underline-offset: 2px; }
.pp-footer { margin-top: 2.2rem; padding-top: .8rem; border-top: 1px solid var(--pp-line);
             font-size: 13.5px; color: var(--pp-soft); }
.pp-footer p { margin: 0 0 .35rem; font-size: 13.5px; max-width: 100em; }
[data-testid="stHeader"] { background: var(--pp-ground); }
.st-key-menu { position: fixed; top: .6rem; left: 1.2rem; z-index: 999991; width: auto !important;
               max-width: calc(100vw - 27.5rem); flex-wrap: nowrap !important; overflow-x: auto; scrollbar-width: none; }
.st-key-menu > div { flex: none; }
.st-key-language { position: fixed; top: .55rem; right: 4.2rem; z-index: 999991; width: auto; }
.st-key-person { position: fixed; top: .3rem; right: 16.5rem; z-index: 999991; width: auto; }
.pp-alliance { font-size: 15px; line-height: 1.45; padding: .4rem .9rem; margin: 0; border-left: 5px solid #7A4FA3;
               background: rgba(122,79,163,.12); }
.pp-table { width: 100%; border-collapse: collapse; font-size: 15px; font-variant-numeric: tabular-nums; }
.pp-table th { text-align: start; font-weight: 600; padding: .4rem .6rem; border-bottom: 2px solid var(--pp-line); }
.pp-table td { padding: .4rem .6rem; border-bottom: 1px solid var(--pp-line); vertical-align: top; }
.pp-table .num, .pp-table th.num { text-align: end; } .pp-table td.num, .pp-table td.short { white-space: nowrap; }
.pp-bar { display: block; height: 8px; min-width: 2px; background: var(--pp-link); }
.pp-scroll { overflow-x: auto; }
.pp-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.pp-steps { list-style: none; margin: .6rem 0 .2rem !important; padding: 0 !important; display: grid;
            grid-template-columns: repeat(8, minmax(0, 1fr)); }
.pp-step { margin: 0 !important; padding: 0 .6rem 0 0; position: relative; display: flex; flex-direction: column; font-size: 15px;
           line-height: 1.35; }
.pp-step::before { content: ""; position: absolute; left: 1.4rem; right: .2rem; top: .8rem;
                   border-top: 2px dashed var(--pp-line); }
.pp-step:last-child::before { display: none; }
.pp-step-reached::before { border-top: 3px solid #009EDB; }
.pp-step-sign { font-size: 22px; line-height: 1.6rem; color: var(--pp-soft); }
.pp-step-reached .pp-step-sign { color: #009EDB; }
.pp-step-name { font-weight: 600; margin-top: .2rem; }
.pp-step-date, .pp-step-proof { color: var(--pp-soft); font-size: 14px; }
.pp-list { margin: .4rem 0 0; padding-inline-start: 1.2rem; max-width: 72em; }
.pp-list li { margin-bottom: .6rem; font-size: 16px; line-height: 1.45; }
.pp-text { font-size: 16px; line-height: 1.5; margin: .4rem 0 0; max-width: 72em; }
.pp-badge { display: inline-block; margin-inline-start: .4rem; padding: 0 .45rem; border: 1.5px solid #7A4FA3; border-radius: 3px;
            font-size: 13.5px; font-weight: 600; line-height: 1.45; white-space: nowrap; }
.katex-display > .katex { padding-inline: 3px; }
.pp-events { margin: .3rem 0 .6rem; padding-inline-start: 1.2rem; max-width: 72em; }
.pp-events li { font-size: 16px; line-height: 1.45; margin-bottom: .35rem; }
.pp-events blockquote { margin: .2rem 0 .2rem .2rem; padding: .2rem .8rem; border-left: 3px solid var(--pp-line);
                        white-space: pre-line; }
.pp-sub { font-size: 17px; margin: .9rem 0 .2rem; padding: 0; }
.pp-problems { list-style: none; margin: 0; padding: 0; max-width: 76em; }
.pp-problems li { font-size: 16px; line-height: 1.45; margin: 0 0 .3rem; padding: .3rem .8rem; border-left: 4px solid; }
.pp-error li { border-color: #B5482A; background: rgba(181,72,42,.08); }
.pp-warning li { border-color: #C48A0A; background: rgba(196,138,10,.08); }
.pp-facts, .pp-action dl { padding: 0; }
.pp-facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: .3rem 24px; margin: .5rem 0 0; }
.pp-facts dt { font-size: 14px; color: var(--pp-soft); font-weight: 400; } .pp-facts dd { margin: 0; font-size: 16px; }
.pp-report h3 { font-size: 19px; margin: 1rem 0 .2rem; padding: 0; } .pp-report h4 { font-size: 16.5px; margin: 0; padding: 0; }
.pp-action { border-top: 1px solid var(--pp-line); padding: .55rem 0; max-width: 80em; break-inside: avoid; }
.pp-marks { margin: .1rem 0 .2rem; font-size: 15px; color: var(--pp-soft); font-variant-numeric: tabular-nums; }
.pp-action dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; font-size: 16px; line-height: 1.45; }
.pp-action dt { color: var(--pp-soft); font-weight: 400; } .pp-action dd { margin: 0; }
.pp-sheet td { max-width: 26rem; } .pp-form { max-width: 60rem; }
.pp-changed { background: rgba(196,138,10,.16); } .pp-added { background: rgba(0,158,219,.12); }
.pp-table ins { text-decoration: none; font-weight: 600; } .pp-table del { color: var(--pp-soft); }
.pp-removed { background: rgba(181,72,42,.12); }
.pp-legend { display: flex; flex-direction: column; gap: .1rem; margin: .3rem 0 .5rem; }
.pp-legend > div { display: flex; align-items: center; gap: .55rem; font-size: 15px; line-height: 1.6; }
.pp-swatch { display: inline-block; width: 26px; height: 16px; border-radius: 2px; flex: none; box-sizing: border-box; }
.pp-tip { position: absolute; display: flex; flex-direction: column; width: max-content; max-width: 340px;
          padding: .5rem .75rem; font-size: 15px; line-height: 1.4; white-space: normal; border-radius: 4px;
          background: #1B2430; color: #FFFFFF; border: 1px solid #55606E; }
.pp-tip span:empty { display: none; }
.pp-tip-right-up { left: 14px; bottom: 10px; } .pp-tip-right-down { left: 14px; top: 14px; }
.pp-tip-left-up { right: 14px; bottom: 10px; } .pp-tip-left-down { right: 14px; top: 14px; }
.st-key-upload [data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
.st-key-upload [data-testid="stFileUploaderDropzone"] button p::after { content: var(--pp-upload); font-size: 1rem; }
.st-key-upload [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
.st-key-wide { overflow-x: auto; }
.st-key-wide > :not([class*="st-key-chart_"]) { position: sticky; left: 0; }
.st-key-wide > .st-key-chart_coverage { min-width: 1040px; }
.st-key-wide > .st-key-chart_coverage_narrow { min-width: 820px; }
.st-key-wide > .st-key-chart_gaps_narrow { min-width: 520px; }
@media (max-width: 1680px) {
  .st-key-menu { gap: .15rem !important; }
  .st-key-menu a > span:first-child { display: none; } .st-key-menu a { padding: .15rem .5rem; }
}
@media (max-width: 640px) {
  .block-container { padding-left: 1rem; padding-right: 1rem; padding-top: 5.6rem; }
  .st-key-menu { top: 3.4rem; left: 0; right: 0; padding: 0 .4rem .3rem; background: var(--pp-ground); gap: 0 !important;
                 max-width: none; }
  .st-key-menu a { padding: .15rem .4rem; } .st-key-menu p { font-size: 14.5px; }
  .st-key-person { left: .4rem; right: auto; max-width: 9.2rem; }
  .st-key-person button { max-width: 9.2rem; padding-inline: .3rem; }
  .st-key-person button p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .pp-table td, .pp-table th { min-width: 6.5rem; } .pp-table .num, .pp-table .short, .pp-table th.num { min-width: 0; }
  .pp-title { font-size: 28px; } .pp-lead { font-size: 17px; }
  [data-testid="stPageLink"] p { white-space: normal; }
  .pp-steps { grid-template-columns: 1fr; }
  .pp-step { display: grid; grid-template-columns: 2rem 1fr auto; padding: 0 0 .5rem; }
  .pp-step::before { display: none; } .pp-step-name { margin: 0; } .pp-step-proof { display: none; }
  .pp-tiles { grid-template-columns: repeat(2, 1fr); gap: 0 16px; } .pp-tile-figure { font-size: 30px; }
}
@media print {
  .st-key-menu, .st-key-language, .st-key-person, [data-testid="stHeader"], [data-testid="stElementToolbar"],
  [data-testid="stSelectbox"], [data-testid="stPageLink"], [data-testid="stDownloadButton"],
  [class*="st-key-under_"] .stPopover, [class*="st-key-full_of_"], .st-key-full_back { display: none; }
  /* The page scrolls inside its frame: on paper the frame must grow with it. */
  &, [data-testid="stAppViewContainer"], [data-testid="stMain"] { position: static; overflow: visible; height: auto; }
  .block-container { padding: 0; max-width: none; }
  .pp-scroll { overflow: visible; } .pp-table { font-size: 12px; } .pp-table tr { break-inside: avoid; }
  .pp-section, .pp-report h3 { break-after: avoid; } .pp-title { font-size: 24px; } .pp-lead { font-size: 15px; }
  .pp-section { font-size: 17px; } .pp-action dl, .pp-facts dd, .pp-list li { font-size: 13px; }
}
.st-key-start a { background: #0072B5; padding: .5rem 1.1rem; } .st-key-start a * { color: #FFFFFF !important; font-size: 17px; font-weight: 600; }
.st-key-start a:hover { filter: brightness(1.12); }
"""

# The meeting's screens: a sheet of 1920 by 1080 that its script fits into any window; nothing on it is below 24 pixels.
_STAGE = """
.st-key-stage { position: fixed; inset: 0; z-index: 999999; overflow: hidden; background: var(--pp-ground); width: auto; }
.st-key-sheet { position: absolute; left: var(--pp-left, 0); top: var(--pp-top, 0); min-width: 1920px; height: 1080px;
                transform-origin: 0 0; transform: scale(var(--pp-scale, 1)); }
.st-key-sheet > * > [class*="st-key-screen_"] {
  position: absolute; inset: 0 0 76px; min-width: 1920px; padding: 36px 64px 12px; display: grid; gap: 18px 68px;
  grid: "head head" auto "facts title" auto "facts chart" 1fr "facts foot" auto / 600px minmax(0, 1fr); visibility: hidden; }
[class*="st-key-screen_"] > :nth-child(1) { grid-area: head; } [class*="st-key-screen_"] > :nth-child(2) { grid-area: facts; }
[class*="st-key-screen_"] > :nth-child(3) { grid-area: title; } [class*="st-key-screen_"] > :nth-child(4) { grid-area: chart; }
[class*="st-key-screen_"] > :nth-child(5) { grid-area: foot; } [class*="st-key-screen_"] > :nth-child(4) { align-self: center; }
/* Streamlit measures a chart's box as it is seen: it is left unscaled, and the picture within is scaled instead. */
[class*="st-key-screen_"] > [class*="st-key-chart_screen_"] { transform-origin: 0 0; transform: scale(calc(1 / var(--pp-scale, 1))); }
.st-key-sheet .js-plotly-plot { transform-origin: 0 0; transform: scale(var(--pp-scale, 1)); }
.st-key-sheet .stPlotlyChart, .st-key-sheet .stPlotlyChart > div { overflow: visible !important; }
.pp-screen-title { font-size: 64px; line-height: 1.15; font-weight: 680; margin: 0; padding: 0; letter-spacing: -0.01em; }
.pp-screen-lead { font-size: 30px; line-height: 1.3; margin: 4px 0 0; color: var(--pp-soft); }
.pp-screen-bands { display: flex; gap: 20px; margin: 0 0 14px; }
.pp-screen-illustrative, .pp-screen-real, .pp-screen-alliance { flex: auto; font-size: 24px; line-height: 1.3; margin: 0; padding: 8px 16px;
  border-left: 8px solid #C48A0A; }
.pp-screen-illustrative { font-weight: 600;
  background: repeating-linear-gradient(135deg, rgba(196,138,10,.20) 0 16px, rgba(196,138,10,.10) 16px 32px); }
.pp-screen-real { border-color: var(--pp-line); } .pp-screen-alliance { flex: none; font-weight: 600; border-color: #7A4FA3; background: rgba(122,79,163,.14); }
.pp-screen-first { border-top: 6px solid #009EDB; padding-top: 14px; }
.pp-screen-number { font-size: 108px; line-height: 1.1; font-weight: 680; font-variant-numeric: tabular-nums; white-space: nowrap; }
.pp-screen-word { font-size: 56px; line-height: 1.15; font-weight: 680; margin: 6px 0; }
.pp-screen-fact { border-top: 2px solid var(--pp-line); margin-top: 14px; padding-top: 12px; }
.pp-screen-label { font-size: 26px; line-height: 1.25; text-wrap: balance; }
.pp-screen-figure { font-size: 36px; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.pp-screen-note { font-size: 24px; line-height: 1.3; margin: 0; color: var(--pp-soft); }
.pp-screen-chart { font-size: 34px; line-height: 1.2; font-weight: 640; margin: 0 0 6px; padding: 0; }
.pp-screen-chart .pp-illustrative { font-size: 24px; } .st-key-sheet .pp-illustrative { white-space: nowrap; }
.pp-screen-empty { font-size: 28px; line-height: 1.4; margin: 0; padding: 24px 28px; border: 2px dashed var(--pp-line); color: var(--pp-soft); }
.pp-screen-foot { font-size: 24px; line-height: 1.3; margin: 0; color: var(--pp-soft); }
.pp-on-paper, .pp-paper-agenda, .pp-paper-notes { display: none; }
.pp-stage-wait { position: absolute; left: 64px; right: 64px; top: 420px; text-align: center; font-size: 34px; color: var(--pp-soft); margin: 0; }
.st-key-meeting_bar, .st-key-meeting_bar div:has(.pp-meeting-bar) { position: static; }
.pp-meeting-bar { position: absolute; z-index: 1; left: 0; right: 0; bottom: 0; height: 76px; padding: 0 64px; display: flex; align-items: center; gap: 14px;
          border-top: 1px solid var(--pp-line); font-size: 24px; font-variant-numeric: tabular-nums; }
.pp-meeting-bar button { font: inherit; color: inherit; background: none; border: 0; border-radius: 4px; padding: 8px 14px; cursor: pointer; }
.pp-meeting-bar button:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
.pp-meeting-bar button:focus-visible { outline: 3px solid #009EDB; } .pp-meeting-bar button:disabled { opacity: .4; cursor: default; }
.pp-meeting-bar .pp-bar-next, .pp-meeting-bar .pp-bar-back { border: 2px solid var(--pp-line); min-width: 150px; }
.pp-bar-place { min-width: 110px; text-align: center; } .pp-bar-note { flex: 1; padding: 0 14px; line-height: 1.2; font-weight: 600; }
.pp-meeting-bar .pp-bar-over { background: #B5482A; color: #FFFFFF; font-weight: 650; }
.pp-finder { position: absolute; left: 480px; top: 180px; width: 960px; padding: 28px; border: 2px solid var(--pp-line); border-radius: 6px;
             background: var(--pp-ground); box-sizing: border-box; z-index: 2; }
.pp-finder[hidden] { display: none; }
.pp-finder-field { width: 100%; box-sizing: border-box; font: inherit; font-size: 40px; padding: 10px 18px; color: inherit;
                   background: transparent; border: 2px solid #009EDB; border-radius: 4px; outline: 0; }
.pp-finder-found { list-style: none; margin: 14px 0 0; padding: 0; }
.pp-finder-found li { font-size: 30px; line-height: 1.3; margin: 0; padding: 8px 18px; cursor: pointer; }
.pp-finder-chosen { background: color-mix(in srgb, #009EDB 22%, transparent); }
.pp-finder-notice { font-size: 26px; margin: 10px 18px 0; }
:is([data-testid="stHeader"], .st-key-menu, .st-key-language, .st-key-person, .pp-ribbon, .pp-alliance, .pp-footer) {
  display: none; }
@media print {
  .st-key-stage, .st-key-sheet { position: static; transform: none; overflow: visible; height: auto; display: block;
                                 print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .st-key-sheet { zoom: .545; }
  [class*="st-key-screen_"] > [class*="st-key-chart_screen_"], .st-key-sheet .js-plotly-plot { transform: none; }
  .st-key-sheet > * > [class*="st-key-screen_"] { position: static; visibility: visible; height: auto; }
  .st-key-sheet > * { break-inside: avoid; } .st-key-sheet > :nth-child(n + 3) { break-before: page; }
  .pp-meeting-bar, .pp-finder, .pp-stage-wait { display: none; } .pp-on-paper { display: inline; }
  .pp-paper-agenda { display: block; padding: 36px 64px; } .pp-paper-agenda .pp-screen-illustrative { margin: 0 0 14px; }
  .pp-screen-foot { overflow-wrap: anywhere; }
  .pp-paper-agenda ol { columns: 540px; column-gap: 60px; margin: 30px 0 40px; padding-inline-start: 2.2em; font-size: 30px; }
  .pp-paper-agenda li { font-size: 30px; line-height: 1.3; margin: 0 0 12px; break-inside: avoid; }
  .pp-paper-notes { display: block; height: 231px; margin-top: 22px; font-size: 24px; line-height: 1.3; color: var(--pp-soft);
                    border-top: 2px solid var(--pp-line);
                    background: repeating-linear-gradient(transparent 0 75px, var(--pp-line) 75px 77px); }
}
/* On a phone the sheet is not scaled to letters that nobody can read: the screen shown is laid out anew, to be scrolled. */
@media screen and (max-width: 900px) {
  .st-key-stage { overflow-y: auto; }
  .st-key-sheet { position: relative; min-width: 0; width: 100%; height: auto; min-height: 100%; overflow: hidden; padding-bottom: 7.5rem;
                  gap: 0; transform: none; }
  .st-key-sheet > * > [class*="st-key-screen_"] { inset: 0 0 auto; min-width: 0; padding: .8rem 1rem; gap: .9rem;
    grid: "head" "facts" "title" "chart" "foot" / minmax(0, 1fr); }
  .pp-screen-bands { flex-direction: column; gap: .3rem; margin: 0 0 .6rem; }
  .pp-screen-illustrative, .pp-screen-real, .pp-screen-alliance { font-size: 14px; padding: .35rem .8rem; border-left-width: 5px; }
  .pp-screen-title { font-size: 30px; } .pp-screen-lead { font-size: 17px; } .pp-screen-chart { font-size: 20px; }
  .pp-screen-first { border-top-width: 4px; padding-top: .5rem; } .pp-screen-fact { margin-top: .5rem; padding-top: .5rem; }
  .pp-screen-number { font-size: 56px; } .pp-screen-word { font-size: 34px; } .pp-screen-figure { font-size: 22px; }
  .pp-screen-label, .pp-screen-note, .pp-screen-chart .pp-illustrative { font-size: 15px; }
  .pp-screen-empty { font-size: 16px; padding: .8rem 1rem; } .pp-screen-foot { font-size: 13.5px; }
  .pp-stage-wait { left: 1rem; right: 1rem; top: 30vh; font-size: 18px; }
  .pp-meeting-bar { position: fixed; height: auto; padding: .4rem .6rem; flex-wrap: wrap; gap: .2rem .4rem; font-size: 15px; background: var(--pp-ground); }
  .pp-meeting-bar button { padding: .5rem .6rem; } .pp-meeting-bar .pp-bar-next, .pp-meeting-bar .pp-bar-back { min-width: 5.6rem; }
  .pp-bar-place { min-width: 3.2rem; } .pp-bar-note { padding: 0 .3rem; } .pp-bar-note:empty { display: none; } .pp-bar-full { display: none; }
  .pp-finder { position: fixed; left: .6rem; right: .6rem; top: .6rem; width: auto; padding: .8rem; }
  .pp-finder-field { font-size: 18px; } .pp-finder-found li { font-size: 17px; padding: .55rem .6rem; } .pp-finder-notice { font-size: 15px; margin: .5rem .6rem 0; }
}
"""
# What stands under a figure in one row: its table, its files, full screen. An open table takes the whole width.
_UNDER_FIGURES = """
[class*="st-key-under_"] { gap: 0 1.4rem !important; align-items: center; margin-top: -.5rem; }
[class*="st-key-under_"] > * { flex: 0 0 auto; width: auto; }
[class*="st-key-under_"] > :has(.stExpander details[open]) { flex: 0 0 100%; width: 100%; }
:is([class*="st-key-under_"] .stPopover, [class*="st-key-full_of_"], .st-key-full_back) button { background: none; padding-inline: 0; color: var(--pp-soft); }
:is([class*="st-key-under_"] .stPopover, [class*="st-key-full_of_"], .st-key-full_back) button :is(p, span) { color: inherit; font-weight: 400; }
:is([class*="st-key-under_"] .stPopover, [class*="st-key-full_of_"], .st-key-full_back) button:hover { color: var(--pp-link); }
"""

# A menu opens before it is filled, and turns upwards only where it would overflow the window.
_OPENING = """
[data-testid="stPopoverBody"] > [data-testid="stVerticalBlock"]:empty {
  width: 32rem; max-width: calc(100vw - 4rem); min-height: min(17rem, 40vh); }
"""

# An open menu of files, which lies outside the app's own box: said with each open menu, as below.
OPEN_MENU = """
[data-testid="stPopoverBody"]:has(.pp-menu-group) {
  width: 34rem; max-width: calc(100vw - 2rem) !important; padding: .9rem 1.1rem;
  &:has([class*="st-key-files_picture"]) { min-height: min(19rem, 45vh); }
  [data-testid="stVerticalBlock"] { gap: .35rem; }
  .pp-menu-group { font-size: 14px; line-height: 1.4; font-weight: 600; margin: 0; padding: 0; letter-spacing: 0; }
  [class*="st-key-files_"] { gap: .1rem 1.1rem !important; align-items: baseline; border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent);
                             padding: 0 0 .3rem 8.2rem; }
  [class*="st-key-files_"] > :has(.pp-menu-group) { flex: 0 0 7.1rem; width: 7.1rem; margin-left: -8.2rem; }
  [class*="st-key-files_own"] { padding-left: 0; } [class*="st-key-files_own"] > :has(.pp-menu-group) { margin-left: 0; }
  [class*="st-key-files_own"] > :has(:is(.pp-menu-group, .pp-menu-note, .pp-own-button)) { flex: 0 0 100%; width: 100%; }
  [class*="st-key-files_"] button { padding: .1rem 0; min-height: 1.9rem; }
  pre { padding: .4rem .7rem; } [data-testid="stCode"] pre { margin-right: 2.2rem; }
  /* A phone has no pointer that could rest on it. */
  [data-testid="stCode"] > :last-child { visibility: visible !important; opacity: 1 !important; top: -.45rem !important; }
  .pp-menu-note { font-size: 14px; line-height: 1.4; margin: 0; }
  .pp-own-button { font: inherit; font-size: 15px; color: inherit; background: none; border: 0; margin-inline-end: 1.1rem; cursor: pointer; }
  .pp-own-button:hover { color: #009EDB; } .pp-own-said { font-size: 14px; }
  [class*="st-key-drawn_here_"] { position: fixed; left: -10000px; top: 0; width: 4000px; max-width: none; }
  @media (max-width: 640px) {
    [class*="st-key-files_"] { padding-left: 0; } [class*="st-key-files_"] > :has(.pp-menu-group) { flex: 0 0 100%; width: 100%; margin: 0; }
  }
}
"""

# One figure alone: a sheet of 1920 by 1080, or higher, that its script fits into any window; on a phone as wide as it is.
_FULL_SCREEN = """
.st-key-full { position: fixed; inset: 0; z-index: 999999; overflow: hidden auto; background: var(--pp-ground); width: auto; }
.st-key-full_sheet { position: absolute; left: var(--pp-full-left, 0); top: var(--pp-full-top, 0); min-width: 1920px; width: 1920px; min-height: 1080px;
                     padding: 40px 64px 28px; box-sizing: border-box; transform-origin: 0 0; transform: scale(var(--pp-full, 1)); }
.pp-full-band { font-size: 22px; line-height: 1.35; font-weight: 600; margin: 0 0 14px; padding: 8px 16px; border-left: 8px solid #C48A0A;
  background: repeating-linear-gradient(135deg, rgba(196,138,10,.20) 0 16px, rgba(196,138,10,.10) 16px 32px); }
.pp-full-notice { font-size: 20px; line-height: 1.35; margin: 0 0 10px; }
.pp-full-title { font-size: 46px; line-height: 1.2; font-weight: 680; margin: 0; padding: 0; letter-spacing: -0.01em; }
.pp-full-note { font-size: 26px; line-height: 1.35; margin: 6px 0 18px; color: var(--pp-soft); }
.pp-full-foot { font-size: 20px; line-height: 1.35; margin: 0; padding: 10px 0 0; border-top: 1px solid var(--pp-line); color: var(--pp-soft); }
.pp-full-table .pp-table { font-size: 22px; line-height: 1.35; } .pp-full-table { margin-bottom: 18px; }
.st-key-full_sheet > .st-key-full_chart { margin-top: auto; margin-bottom: var(--pp-full-more); overflow: visible !important; }
.st-key-full_sheet > :nth-child(3) { margin-top: auto; }
.st-key-full_back p { font-size: 20px; }
/* Streamlit measures a chart's box as it is seen: it is left unscaled, and the picture within is scaled instead. */
.st-key-full_sheet > .st-key-full_chart { transform-origin: 0 0; transform: scale(calc(1 / var(--pp-full, 1))); }
.st-key-full_sheet .js-plotly-plot { transform-origin: 0 0; transform: scale(calc(var(--pp-full, 1) * var(--pp-full-zoom, 1))); }
.st-key-full_sheet :is(.stFullScreenFrame, .stPlotlyChart, .stPlotlyChart > div) { overflow: visible !important; }
:is([data-testid="stHeader"], .st-key-menu, .st-key-language, .st-key-person) { display: none; }
@media (max-width: 900px) {
  .st-key-full_sheet { position: static; min-width: 0; width: auto; min-height: 100%; padding: 1rem; transform: none; }
  .st-key-full_sheet > .st-key-full_chart, .st-key-full_sheet .js-plotly-plot { transform: none; margin-bottom: 0; }
  .pp-full-band { font-size: 15px; border-left-width: 5px; padding: .4rem .8rem; } .pp-full-title { font-size: 24px; }
  .pp-full-note { font-size: 16px; } .pp-full-foot, .pp-full-notice { font-size: 14px; } .pp-full-table .pp-table { font-size: 15px; }
  .st-key-full_back p { font-size: 16px; }
}
"""

# What is shown on a dark ground stands on paper as on a light one: light and dark change places, the hues stay.
DARK_ON_PAPER = """@media print {
  html, body { background: #FFF !important; }
  .stApp { --pp-ground: #000; background: #000; filter: invert(1) hue-rotate(180deg);
           print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}"""

# Streamlit's own word on a download that failed, in English; a menu lies outside the app's box.
_DOWNLOADS = ".stDownloadButton > :nth-child(2) { display: none; }"

# Nested in the app's class, so that our rules outweigh Streamlit's, which come later.
STYLESHEET = f".stApp {{{_COLOURS}{_RULES}{_UNDER_FIGURES}}}{_OPENING}{_DOWNLOADS}"
# Only where they are needed: rules that ask what an element has within it make every chart of a page slow to draw.
STAGE = f".stApp {{{_STAGE}}}"
FULL_SCREEN = f".stApp {{{_FULL_SCREEN}}}"
