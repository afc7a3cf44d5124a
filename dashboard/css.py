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
  .pp-steps { grid-template-columns: 1fr; }
  .pp-step { display: grid; grid-template-columns: 2rem 1fr auto; padding: 0 0 .5rem; }
  .pp-step::before { display: none; } .pp-step-name { margin: 0; } .pp-step-proof { display: none; }
  .pp-tiles { grid-template-columns: repeat(2, 1fr); gap: 0 16px; } .pp-tile-figure { font-size: 30px; }
}
@media print {
  .st-key-menu, .st-key-language, .st-key-person, [data-testid="stHeader"], [data-testid="stElementToolbar"],
  [data-testid="stSelectbox"], [data-testid="stPageLink"], [data-testid="stDownloadButton"] { display: none; }
  /* The page scrolls inside its frame: on paper the frame must grow with it. */
  &, [data-testid="stAppViewContainer"], [data-testid="stMain"] { position: static; overflow: visible; height: auto; }
  .block-container { padding: 0; max-width: none; }
  .pp-scroll { overflow: visible; } .pp-table { font-size: 12px; } .pp-table tr { break-inside: avoid; }
  .pp-section, .pp-report h3 { break-after: avoid; } .pp-title { font-size: 24px; } .pp-lead { font-size: 15px; }
  .pp-section { font-size: 17px; } .pp-action dl, .pp-facts dd, .pp-list li { font-size: 13px; }
}
"""

# Nested in the app's class, so that our rules outweigh Streamlit's, which come later.
STYLESHEET = f".stApp {{{_COLOURS}{_RULES}}}"
