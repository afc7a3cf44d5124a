// Runs in the page in which Kaleido draws: a figure that brings a sheet is set into it, with the house's own fonts.
// FACES (font files as data addresses) is written beside this file by dashboard/exports/worker.py.
(() => {
  const style = document.createElement("style");
  // Texts are as wide where Plotly measures them as on a sheet of any size: no letter is moved onto whole pixels.
  const exact = "text{text-rendering:geometricPrecision;font-variant-ligatures:none}";
  style.textContent = `@page { margin: 0 } img { display: block } ${exact}`;
  document.head.append(style);

  const loaded = Promise.all(
    FACES.map((face) => {
      const { family, address, weight, unicodeRange } = face;
      const font = new FontFace(family, `url(${address})`, { weight, unicodeRange });
      document.fonts.add(font);
      return font.load();
    }),
  );

  // Only the files whose characters stand on the sheet.
  const rules = (text) => {
    const codes = [...new Set(text)].map((character) => character.codePointAt(0));
    return FACES.filter((face) =>
      face.ranges.some(([first, last]) => codes.some((code) => first <= code && code <= last)),
    )
      .map(
        ({ family, address, weight, unicodeRange }) =>
          `@font-face{font-family:"${family}";src:url(${address}) format("woff2");` +
          `font-weight:${weight};unicode-range:${unicodeRange}}`,
      )
      .join("");
  };

  const picture = async (svg, width, height) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    return canvas.toDataURL("image/png");
  };

  const drawBare = Plotly.toImage;
  Plotly.toImage = async (figure, options) => {
    const sheet = figure.layout?.meta?.sheet;
    if (!sheet) return drawBare(figure, options);
    await loaded;
    document.title = sheet.title;
    document.documentElement.lang = sheet.language;
    delete figure.layout.meta;
    const plot = await drawBare(figure, {
      format: "svg",
      width: sheet.plotWidth,
      height: sheet.plotHeight,
      imageDataOnly: true,
    });
    const { format, scale } = options;
    const [width, height] = [sheet.width * scale, sheet.height * scale];
    // Without ligatures: a PDF's reader would find no "ff" and "fi" in them.
    const inner = sheet.before + plot + sheet.after;
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" ` +
      `lang="${sheet.language}" direction="${sheet.direction}" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${sheet.width} ${sheet.height}">` +
      `<style>${rules(inner)}${exact}.plot>svg{overflow:visible}</style>` +
      `${inner}</svg>`;
    if (format === "png") {
      const address = await picture(svg, Math.round(width), Math.round(height));
      return options.imageDataOnly ? address.slice(address.indexOf(",") + 1) : address;
    }
    return options.imageDataOnly ? svg : `data:image/svg+xml,${encodeURIComponent(svg)}`;
  };
})();
