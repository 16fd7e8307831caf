/** What starts on its own: the command, the library, and each thread or child process, by its file's name in dist/. */
export const entries = {
	cli: 'cli.tsx',
	index: 'source/index.ts',
	'run-host': 'source/commands/run-host.ts',
	'engine-worker': 'source/run/engine-worker.ts',
	'layout-worker': 'source/run/layout-worker.ts',
	'picture-worker': 'source/records/pictures/worker.ts',
};

/** CommonJS libraries that are loaded on demand, each bundled to a file of its own, found by the same name in source/ and dist/. */
export const libraries = {
	'contrib-parts': 'source/draw/contrib-parts.cjs',
	'gpu-js': 'source/kernels/gpu/gpu-js.cjs',
};
