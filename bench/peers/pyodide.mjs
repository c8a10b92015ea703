// Loads Pyodide and lets it answer as worker.py does. Arguments: the package's folder, and the folder in which all
// documents and analyses lie, which Pyodide sees under its own path.
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, root] = process.argv.slice(2);
const began = performance.now();
const { loadPyodide } = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href);
const pyodide = await loadPyodide({ indexURL: folder });
const loaded = performance.now() - began;

pyodide.FS.mkdirTree(root);
pyodide.mountNodeFS(root, root);
pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(join(root, 'bench', 'peers'))}); sys.dont_write_bytecode = True`);
const worker = pyodide.pyimport('worker');
console.log(worker.greeting(loaded));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(worker.answer(line));
}
