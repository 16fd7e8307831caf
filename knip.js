import {entries, libraries} from './scripts/entries.js';

/** knip finds the tests and most configurations by itself; here is what starts, or is used, in ways it cannot see. */
export default {
	entry: [
		'source/kernels/wasm/layout.ts',
		...Object.values({...entries, ...libraries}),
		'build.js',
		'bin/*.js',
		'scripts/*.{js,ts}',
		'fixtures/**/*.{ts,tsx,js,mjs}',
	],
	// AssemblyScript is compiled from its index, whose imports are not TypeScript's.
	project: ['source/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', '!source/**/assembly/**'],
	// An export that only its own file uses is no dead code.
	ignoreExportsUsedInFile: true,
	ignoreDependencies: [
		// Run by scripts/checks.js, the last two as parsers of the two before.
		'@biomejs/biome',
		'assemblyscript',
		'dependency-cruiser',
		'oxlint',
		'@swc/core',
		'oxlint-tsgolint',
		// Its files are opened by path.
		'dejavu-fonts-ttf',
	],
	// From Debian's packages.
	ignoreBinaries: ['Xvfb', 'ssh-keygen', 'mkfifo', 'unshare', 'mount', 'umount', 'nsenter', 'truncate'],
};
