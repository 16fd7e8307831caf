export default {
	extensions: ['ts', 'tsx'],
	nodeArguments: ['--import=tsx'],
	files: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
	timeout: '2m',
	workerThreads: false,
};
