/** What starts on its own: the command, the library, and each thread or child process, by its file's name in dist/. */
export const entries = {
	cli: 'cli.tsx',
	index: 'source/index.ts',
	'engine-worker': 'source/run/engine-worker.ts',
	'layout-worker': 'source/run/layout-worker.ts',
	'picture-worker': 'source/records/pictures/worker.ts',
};
