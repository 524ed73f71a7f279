// Python as it is once the rules are loaded: an image of its memory, made when the page is built (`image.mjs`) and taken up when it
// is opened (`worker.ts`), so that nothing is imported anew. The compiled part of pydantic is the same each time it is loaded before
// Python begins: it then has the same places in memory and in the table of functions, as the image expects.

export const CORE = "/lib/python3.14/site-packages/pydantic_core/_pydantic_core.cpython-314-wasm32-emscripten.so";

/**
 * The runtime with that part in it. `image`, where one is taken up, says how long it is and how many functions there were.
 *
 * @param {(settings: any) => Promise<any>} create
 * @param {string} address
 * @param {{ bytes: number, functions: number }} [image]
 * @param {(functions: number) => void} [told]
 */
export function withCore(create, address, image, told) {
  return async (/** @type {any} */ settings) => {
    const locate = settings.locateFile;
    let functions = 0;
    const module = await create(
      Object.assign(settings, {
        dynamicLibraries: [CORE],
        locateFile: (/** @type {string} */ name, /** @type {string} */ folder) => (name === CORE ? address : locate(name, folder)),
        onRuntimeInitialized: () => (functions = settings.wasmTable.length), // before Python begins, or an image is taken up
      }),
    );
    told?.(functions);
    if (image !== undefined) {
      // One more is the runtime's own way to call a function, in browsers that can compile it: the image, made without it, does not know it.
      if (functions !== image.functions && functions !== image.functions + 1) throw new Error("ImageError: the image is of another runtime");
      if (module.HEAP8.length < image.bytes) module.growMemory(image.bytes);
    }
    return module;
  };
}

/** What the library had open when the image was made is opened again: an image holds no open files. */
export const REOPEN = `
for one in archives:
    one.fp = open(one.filename, "rb")
`;
