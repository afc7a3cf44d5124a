// Tells what the page cannot know of its map: the width of the box, and a country that was pressed for long.

// deck.gl takes a press for a click only if it ends within 250 ms. A hand may need longer, and so may a screen without
// a graphics card, which draws once between the two ends of any press.
const SHORT = 240;
const STILL = 9;

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const box = parentElement.host ?? parentElement;
  const stop = new AbortController();
  let from = null;

  const measure = () => {
    const width = Math.round(box.getBoundingClientRect().width);
    if (width > 0 && Math.abs(width - data.width) > 0.08 * data.width) setStateValue("width", width);
  };
  const begin = (event) => {
    const isOnMap = event.isPrimary && event.target.closest?.("[data-testid=stDeckGlJsonChart]");
    from = isOnMap ? { time: Date.now(), x: event.clientX, y: event.clientY } : null;
  };
  const end = (event) => {
    const isLong = from && Date.now() - from.time >= SHORT;
    const isStill = from && Math.hypot(event.clientX - from.x, event.clientY - from.y) <= STILL;
    from = null;
    if (isLong && isStill) requestAnimationFrame(() => requestAnimationFrame(open));
  };
  // The tip names what lies under the pointer, once the map has been drawn again.
  const open = () => {
    const tip = document.querySelector("[data-testid=stDeckGlJsonChart] .pp-tip");
    if (!stop.signal.aborted && tip?.checkVisibility()) setTriggerValue("country", tip.dataset.country);
  };

  const observer = new ResizeObserver(measure);
  observer.observe(box);
  document.addEventListener("pointerdown", begin, { capture: true, signal: stop.signal });
  document.addEventListener("pointerup", end, { capture: true, signal: stop.signal });
  return () => {
    observer.disconnect();
    stop.abort();
  };
}
