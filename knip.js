import {entries, libraries} from './scripts/entries.js';

/** knip finds the tests and most configurations by itself; here is what starts, or is used, in ways it cannot see. */
export default {
	entry: [
		...Object.values({...entries, ...libraries}),
		'build.js',
		'bin/*.js',
		'scripts/*.{js,ts}',
		'fixtures/**/*.{ts,tsx,js,mjs}',
	],
	project: ['source/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
	// An export that only its own file uses is no dead code.
	ignoreExportsUsedInFile: true,
	ignoreDependencies: [
		// Run by scripts/checks.js, the last two as parsers of the two before.
		'@biomejs/biome',
		'dependency-cruiser',
		'oxlint',
		'@swc/core',
		'oxlint-tsgolint',
		// Its files are opened by path.
		'dejavu-fonts-ttf',
	],
	// From Debian's packages.
	ignoreBinaries: ['Xvfb', 'ssh-keygen', 'mkfifo', 'unshare', 'mount', 'umount'],
};
