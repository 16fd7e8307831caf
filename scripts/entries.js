/** What starts on its own: the command, the library, and each thread or child process, by its file's name in dist/. */
export const entries = {
	cli: 'cli.tsx',
	index: 'source/index.ts',
	'run-host': 'source/commands/host-entry.ts',
	'engine-worker': 'source/run/engine-worker.ts',
	'kernel-thread': 'source/kernels/wasm/thread.ts',
	'engine-bridge': 'source/run/external/bridge-thread.ts',
	'graph-worker': 'source/run/building/graph-worker.ts',
	'knn-worker': 'source/run/building/knn-worker.ts',
	'bench-worker': 'source/bench/worker.ts',
	'picture-worker': 'source/records/pictures/worker.ts',
	'web-gpu-worker': 'source/kernels/gpu/web-gpu-worker.ts',
};

/** Threads that share no file with others: each opens one, and is quick to start. */
export const alone = [
	'kernel-thread',
	'engine-bridge',
	'graph-worker',
	'knn-worker',
	'picture-worker',
	'web-gpu-worker',
];

/** What loads at a time, by its sources: files of the build that load at the same of these moments are put into one. */
export const moments = [
	['cli.tsx'],
	['source/commands/run-host.ts'],
	['source/server/serve-run.ts'],
	['source/run/engine-worker.ts'],
	['source/ui/screen.tsx', 'source/server/remote/attach.ts'],
];

/** CommonJS libraries that are loaded on demand, each bundled to a file of its own, found by the same name in source/ and dist/. */
export const libraries = {
	'contrib-parts': 'source/draw/contrib-parts.cjs',
	'gpu-js': 'source/kernels/gpu/gpu-js.cjs',
};
