// Streamlit says a failed download in English, for five seconds: the server is asked to say why instead, and to stay with it.

const SAID = "[data-testid='stDownloadButtonError']";

export default function ({ setTriggerValue }) {
  let isThere = false;
  const look = () => {
    const was = isThere;
    isThere = document.querySelector(SAID) !== null;
    if (isThere && !was) setTriggerValue("failed", true);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
