// The meeting's bar: moves between screens that are all in the page already, by keys, clicker or its own buttons.
// It asks the server only for a country that is not on the agenda, and to leave.

const STYLE = "pp-meeting-shown";
const WIDTH = 1920;
const HEIGHT = 1080;
// Below this width the stylesheet lays the screens out to be scrolled, for a phone: they are not scaled.
const NARROW = 900;

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement;
  const given = JSON.stringify([data.items, data.at]);
  // The address knows where the meeting is; the server knows where it began, and where a guest was put.
  const state = (root.ppMeeting ??= { at: placeInAddress(data), given, spent: restored(), isThere: true });
  state.stop?.abort();
  state.stop = new AbortController();
  const { signal } = state.stop;
  const texts = data.texts;

  if (given !== state.given) {
    state.given = given;
    state.at = data.at;
  }

  const node = (tag, name, text = "") => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };
  const button = (name, text, hint, act) => {
    const made = node("button", `pp-bar-${name}`, text);
    made.type = "button";
    made.title = hint;
    made.addEventListener("click", (event) => {
      // After a click of the pointer the space key must turn the page, not press the button again.
      if (event.detail) made.blur();
      act();
    });
    return made;
  };

  const bar = node("nav", "pp-meeting-bar");
  bar.setAttribute("aria-label", texts.bar);
  const place = node("span", "pp-bar-place");
  place.setAttribute("aria-live", "polite");
  const timer = button("timer", "", texts.timer_hint, () => {
    state.spent[data.items[state.at].code] = 0;
    tell();
  });
  const back = button("back", `‹ ${texts.back}`, texts.back_hint, () => move(state.at - 1));
  const next = button("next", `${texts.next} ›`, texts.next_hint, () => move(state.at + 1));
  const note = node("span", "pp-bar-note");
  note.setAttribute("role", "status");
  bar.append(
    back, place, next, timer, note,
    button("find", texts.find, texts.find_hint, () => find()),
    button("full", texts.full, texts.full_hint, () => full()),
    button("print", texts.print, texts.print_hint, () => window.print()),
    button("leave", texts.leave, texts.leave_hint, () => leave()),
  );

  const finder = node("div", "pp-finder");
  finder.hidden = true;
  const field = node("input", "pp-finder-field");
  field.placeholder = texts.find_placeholder;
  field.setAttribute("aria-label", texts.find_placeholder);
  const found = node("ul", "pp-finder-found");
  found.setAttribute("role", "listbox");
  const notice = node("p", "pp-finder-notice");
  notice.setAttribute("role", "status");
  finder.append(field, found, notice);
  const waiting = node("p", "pp-stage-wait");
  waiting.setAttribute("role", "status");
  root.replaceChildren(finder, waiting, bar);

  let chosen = 0;
  let matches = [];

  function move(to) {
    state.at = Math.min(Math.max(to, 0), data.items.length - 1);
    window.history.replaceState(window.history.state, "", addressOf(state.at + 1));
    show();
  }

  function show() {
    let sheet = document.getElementById(STYLE);
    if (!sheet) {
      sheet = document.createElement("style");
      sheet.id = STYLE;
      document.head.append(sheet);
    }
    const item = data.items[state.at];
    // Heavier than the rules that hide the others, wherever those stand.
    const seen = `.stApp .st-key-stage .st-key-sheet .st-key-${item.key}`;
    // Only the handout is printed across: the other pages keep the paper's own way.
    sheet.textContent =
      `@media screen { ${seen} { visibility: visible; } }` +
      `@media screen and (max-width: ${NARROW}px) { ${seen} { position: static; } }` +
      "@page { size: A4 landscape; margin: 8mm; }";
    back.disabled = state.at === 0;
    next.disabled = state.at === data.items.length - 1;
    place.textContent = `${state.at + 1} / ${data.items.length}`;
    place.setAttribute("aria-label", `${state.at + 1} / ${data.items.length}: ${item.label}`);
    document.querySelector(".st-key-stage").scrollTop = 0;
    tell();
  }

  // An empty screen would look like a broken one: it says that it is on its way, or that it will not come.
  function wait() {
    const isThere = document.querySelector(`.st-key-${data.items[state.at].key} h1`);
    const hasFailed = document.querySelector("[data-testid='stException']");
    const text = isThere ? "" : hasFailed ? texts.failed : texts.waiting;
    if (waiting.textContent !== text) waiting.textContent = text;
  }

  function tell() {
    wait();
    const spent = state.spent[data.items[state.at].code] ?? 0;
    const allowed = data.minutes * 60000;
    const isOver = allowed > 0 && spent >= allowed;
    timer.textContent = clock(spent) + (allowed ? ` / ${clock(allowed)}` : "") + (isOver ? ` · ${texts.over}` : "");
    timer.classList.toggle("pp-bar-over", isOver);
  }

  function fit() {
    const { innerWidth, innerHeight } = window;
    const isNarrow = innerWidth <= NARROW;
    const scale = isNarrow ? 1 : Math.min(innerWidth / WIDTH, innerHeight / HEIGHT);
    const style = document.documentElement.style;
    style.setProperty("--pp-scale", scale);
    style.setProperty("--pp-left", isNarrow ? 0 : `${(innerWidth - WIDTH * scale) / 2}px`);
    style.setProperty("--pp-top", isNarrow ? 0 : `${(innerHeight - HEIGHT * scale) / 2}px`);
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  // A way that needs the server is taken when it answers: else the meeting would end in the browser's error page.
  function leave() {
    const address = addressOf(null);
    fetch(address, { method: "HEAD" }).then(
      () => {
        try { sessionStorage.removeItem(STYLE); } catch {}
        window.location.assign(address);
      },
      () => say(texts.unreachable),
    );
  }

  function say(text) {
    note.textContent = text;
  }

  // Streamlit says in a window of its own, in small English words, that the server is gone: it is closed, and the bar
  // says so instead until the server is back.
  function watchServer() {
    document.querySelector("[data-testid='stDialog'] button[aria-label='Close']")?.click();
    const isThere = app.dataset.testConnectionState === "CONNECTED";
    if (isThere !== state.isThere) say(isThere ? "" : texts.unreachable);
    state.isThere = isThere;
  }

  function find() {
    finder.hidden = false;
    field.value = "";
    notice.textContent = "";
    list();
    field.focus();
  }

  function close() {
    finder.hidden = true;
    field.blur();
  }

  function list() {
    const wanted = plain(field.value);
    matches = data.places.filter((one) => plain(one.label).includes(wanted));
    // What begins with the typed letters stands first.
    const begins = (one) => (plain(one.label).startsWith(wanted) ? 0 : 1);
    matches = matches.sort((one, other) => begins(one) - begins(other)).slice(0, 8);
    chosen = 0;
    draw();
  }

  function draw() {
    found.replaceChildren(
      ...matches.map((one, number) => {
        const row = node("li", number === chosen ? "pp-finder-chosen" : "", one.label);
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", number === chosen);
        row.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          jump(one);
        });
        return row;
      }),
    );
    notice.textContent = matches.length ? "" : texts.find_none;
  }

  function jump(one) {
    const at = data.items.findIndex((item) => item.code === one.code);
    if (at >= 0) {
      close();
      move(at);
      return;
    }
    // What is asked while nobody answers would never be asked again.
    if (!state.isThere) {
      notice.textContent = texts.unreachable;
      return;
    }
    notice.textContent = texts.find_asked;
    // Streamlit does not see the address change with the item: where the guest goes is told.
    setTriggerValue("asked", { code: one.code, at: state.at + 1 });
  }

  function typed(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && matches[chosen]) jump(matches[chosen]);
    else if (event.key in moves && matches.length) {
      chosen = (chosen + moves[event.key] + matches.length) % matches.length;
      draw();
    } else return;
    event.preventDefault();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!finder.hidden) {
      typed(event);
      // The page's own keys must not read what is typed here.
      event.stopPropagation();
      return;
    }
    const isOnButton = event.composedPath()[0]?.tagName === "BUTTON";
    if (isOnButton && [" ", "Enter"].includes(event.key)) return;
    const act = {
      ArrowRight: () => move(state.at + 1),
      ArrowDown: () => move(state.at + 1),
      PageDown: () => move(state.at + 1),
      " ": () => move(state.at + (event.shiftKey ? -1 : 1)),
      ArrowLeft: () => move(state.at - 1),
      ArrowUp: () => move(state.at - 1),
      PageUp: () => move(state.at - 1),
      Home: () => move(0),
      End: () => move(data.items.length - 1),
      "/": find,
      f: full,
      p: () => window.print(),
      Escape: () => document.fullscreenElement || leave(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  let before = performance.now();
  const tick = setInterval(() => {
    const now = performance.now();
    const code = data.items[state.at].code;
    state.spent[code] = (state.spent[code] ?? 0) + now - before;
    before = now;
    try { sessionStorage.setItem(STYLE, JSON.stringify(state.spent)); } catch {}
    tell();
  }, 500);
  signal.addEventListener("abort", () => clearInterval(tick));

  const app = document.querySelector(".stApp");
  const watch = new MutationObserver(watchServer);
  watch.observe(document.body, { childList: true });
  watch.observe(app, { attributeFilter: ["data-test-connection-state"] });
  signal.addEventListener("abort", () => watch.disconnect());

  // Streamlit does not write what its link to the same page asks for into the address: without a step of its own the
  // browser's way back would lead past the screen where the agenda is made.
  if (!new URL(window.location.href).searchParams.has("item"))
    window.history.pushState(window.history.state, "", addressOf(state.at + 1));

  field.addEventListener("input", list, { signal });
  window.addEventListener("resize", fit, { signal });
  document.addEventListener("keydown", pressed, { capture: true, signal });
  fit();
  show();

  return () => {
    state.stop.abort();
    document.getElementById(STYLE)?.remove();
  };
}

function placeInAddress(data) {
  const item = Number(new URL(window.location.href).searchParams.get("item")) - 1;
  return data.items[item] ? item : data.at;
}

// The address of this meeting with another item, or with none; its agenda stays readable.
function addressOf(item) {
  const address = new URL(window.location.href);
  if (item === null) address.searchParams.delete("item");
  else address.searchParams.set("item", item);
  return address.pathname + address.search.replaceAll("%2C", ",").replaceAll("%3A", ":");
}

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(STYLE)) ?? {};
  } catch {
    return {};
  }
}

function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
