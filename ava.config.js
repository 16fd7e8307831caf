export default {
	extensions: ['ts', 'tsx'],
	nodeArguments: ['--import=tsx'],
	files: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
	require: ['./test/_fixed-seed.ts'],
	timeout: '2m',
	workerThreads: false,
};
