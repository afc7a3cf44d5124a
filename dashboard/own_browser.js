// Puts a sheet together out of the plot that Plotly has drawn into the page, as sheet.js does in the server's browser.

export default function ({ parentElement, data }) {
  const { sheet, texts, scale } = data;
  const said = document.createElement("span");
  said.className = "pp-own-said";
  said.setAttribute("role", "status");

  // Of Plotly's layers only what is drawn: references lead into the page's address, and must lead into the file.
  function plot() {
    const layers = [...document.querySelectorAll(`.${data.plot} .js-plotly-plot .main-svg`)];
    const drawn = layers.map((layer) => {
      const copy = layer.cloneNode(true);
      copy.removeAttribute("style");
      for (const empty of copy.querySelectorAll(".hoverlayer, .toplevel.zoomlayer, .drag, .draglayer")) empty.remove();
      return new XMLSerializer().serializeToString(copy);
    });
    return drawn.join("").replace(/url\((?:&quot;|["'])?[^)#]*#([^)"'&]+)(?:&quot;|["'])?\)/g, "url(#$1)");
  }

  async function rules(text) {
    const codes = [...new Set(text)].map((character) => character.codePointAt(0));
    const wanted = data.faces.filter((face) =>
      face.ranges.some(([first, last]) => codes.some((code) => first <= code && code <= last)),
    );
    const made = wanted.map(async ({ family, weight, unicodeRange, address }) => {
      const file = await (await fetch(address)).blob();
      const content = await asAddress(file);
      return `@font-face{font-family:"${family}";src:url(${content}) format("woff2");font-weight:${weight};unicode-range:${unicodeRange}}`;
    });
    return (await Promise.all(made)).join("");
  }

  function asAddress(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = reject;
      reader.readAsDataURL(file);
    });
  }

  async function whole(size) {
    const inner = sheet.before + plot() + sheet.after;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" ` +
      `lang="${sheet.language}" direction="${sheet.direction}" width="${sheet.width * size}" height="${sheet.height * size}" ` +
      `viewBox="0 0 ${sheet.width} ${sheet.height}">` +
      `<style>${await rules(inner)}.plot>svg{overflow:visible}</style>${inner}</svg>`
    );
  }

  async function picture() {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await whole(scale))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = sheet.width * scale;
    canvas.height = sheet.height * scale;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  async function save(kind) {
    said.textContent = "";
    if (!document.querySelector(`.${data.plot} .js-plotly-plot .main-svg`)) {
      said.textContent = texts.not_ready;
      return;
    }
    try {
      const file = kind === "png" ? await picture() : new Blob([await whole(1)], { type: "image/svg+xml" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = data.name + kind;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch {
      said.textContent = texts.failed;
    }
  }

  const buttons = ["png", "svg"].map((kind) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "pp-own-button";
    made.textContent = texts[kind];
    made.addEventListener("click", () => save(kind));
    return made;
  });
  parentElement.replaceChildren(...buttons, said);
}
