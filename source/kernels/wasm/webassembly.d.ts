/* What is used of the engine's WebAssembly. TypeScript declares it in its library for browsers alone. */
declare namespace WebAssembly {
	class Module {
		constructor(bytes: Uint8Array);
	}
	class Instance {
		constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
		readonly exports: Readonly<Record<string, unknown>>;
	}
	class Memory {
		/** Sizes in pages of 64 KiB. */
		constructor(size: {readonly initial: number; readonly maximum: number; readonly shared: true});
		/** The memory as long as it is now; an earlier one shows the same bytes. */
		readonly buffer: SharedArrayBuffer;
		/** Throws RangeError beyond the maximum. */
		grow(pages: number): number;
	}
}
