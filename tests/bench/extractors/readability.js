// Mozilla's Readability for compare.py: pages come in as lines of JSON strings, the text of each goes out as one.
const { Readability } = require("@mozilla/readability");
const { JSDOM, VirtualConsole } = require("jsdom");
const readline = require("readline");

const lines = readline.createInterface({ input: process.stdin });
lines.on("line", (line) => {
  let text = "";
  try {
    const page = new JSDOM(JSON.parse(line), { virtualConsole: new VirtualConsole() });
    const article = new Readability(page.window.document).parse();
    text = article ? `${article.title}\n${article.textContent}` : "";
    page.window.close();
  } catch {
    // It refuses some pages; then nothing is kept.
  }
  process.stdout.write(`${JSON.stringify(text)}\n`);
});
