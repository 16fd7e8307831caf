export default {
	extensions: {ts: 'module', tsx: 'module'},
	nodeArguments: ['--import=tsx'],
	files: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
	timeout: '2m',
	workerThreads: false,
};
