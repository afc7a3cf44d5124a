// Fits the full screen's sheet into the window, and leads back to the page by the Escape key.

const WIDTH = 1920;
const HEIGHT = 1080;

export default function ({ data }) {
  const sheet = document.querySelector(".st-key-full_sheet");
  const stop = new AbortController();

  const fit = () => {
    const across = window.innerWidth / WIDTH;
    // A sheet higher than the screen is scrolled, at the screen's whole width.
    const isHigher = sheet.offsetHeight > HEIGHT + 1;
    const scale = isHigher ? across : Math.min(across, window.innerHeight / HEIGHT);
    const style = document.documentElement.style;
    style.setProperty("--pp-full", scale);
    style.setProperty("--pp-full-zoom", data.zoom);
    style.setProperty("--pp-full-more", `${data.more}px`);
    style.setProperty("--pp-full-left", `${(window.innerWidth - WIDTH * scale) / 2}px`);
    style.setProperty("--pp-full-top", isHigher ? "0px" : `${(window.innerHeight - HEIGHT * scale) / 2}px`);
  };
  const leave = (event) => {
    if (event.key !== "Escape" || document.fullscreenElement) return;
    document.querySelector(".st-key-full_back button")?.click();
  };

  const observer = new ResizeObserver(fit);
  observer.observe(sheet);
  window.addEventListener("resize", fit, { signal: stop.signal });
  window.addEventListener("keydown", leave, { signal: stop.signal });
  fit();
  return () => {
    stop.abort();
    observer.disconnect();
  };
}
