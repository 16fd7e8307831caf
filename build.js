// Bundles the program into dist/ and writes the declarations of its exports. Runs on any Node.js that npm itself runs on.
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {alone, entries, libraries, moments} from './scripts/entries.js';
import {libraryChanges} from './scripts/library-changes.js';
import {mergeChunks} from './scripts/merge-chunks.js';
import {thirdPartyLicences} from './scripts/third-party.js';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');

/** Left to node_modules: native code, files read at run time, and ink's debugger, which is not installed. */
const external = ['@resvg/resvg-js', 'dejavu-fonts-ttf', 'react-devtools-core'];

/** esbuild turns the CommonJS libraries into ES modules that still require Node.js's own modules, and look for themselves: this is their require and their folder. */
const requireForCommonJs = `import {createRequire as createRequireForCommonJs} from 'node:module';
const require = createRequireForCommonJs(import.meta.url);
const bundleFolder = import.meta.dirname;`;

const shared = {
	absWorkingDir: root,
	outdir: dist,
	bundle: true,
	platform: 'node',
	target: 'node22',
	// gpu.js compiles functions from their source text: names must stay as written and no helper may wrap them.
	keepNames: false,
	minify: false,
	legalComments: 'none',
	logLevel: 'warning',
	metafile: true,
};

/** What every bundle of the program is made with. */
const program = {
	...shared,
	format: 'esm',
	sourcesContent: false,
	external,
	define: {__dirname: 'bundleFolder', 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	plugins: [libraryChanges(root)],
};
/** And those that are written. */
const asFiles = {
	...shared,
	format: 'esm',
	sourcemap: 'linked',
	sourcesContent: false,
	banner: {js: requireForCommonJs},
};

/** Bundles the program and gives what went in and what came out. */
async function bundleProgram() {
	const isAlone = ([name]) => alone.includes(name);
	const [own, common] = [isAlone, each => !isAlone(each)].map(wanted =>
		Object.fromEntries(Object.entries(entries).filter(wanted)),
	);
	const split = await build({
		...program,
		entryPoints: common,
		splitting: true,
		chunkNames: '[name]-[hash]',
		sourcemap: 'inline',
		write: false,
	});
	const {metafile} = await mergeChunks(split, moments, asFiles);
	const threads = await build({...program, ...asFiles, entryPoints: own});
	cpSync(join(root, 'source', 'kernels', 'wasm', 'kernel.wasm'), join(dist, 'kernel.wasm'));
	// The page of the API's documents; its scripts are served as they are.
	const page = join(root, 'node_modules', '@fastify', 'swagger-ui', 'static');
	for (const file of [
		'index.css',
		'swagger-ui.css',
		'swagger-ui-bundle.js',
		'swagger-ui-standalone-preset.js',
		'favicon-16x16.png',
		'favicon-32x32.png',
		'logo.svg',
	])
		cpSync(join(page, file), join(dist, 'swagger-ui', file));
	return {
		inputs: {...split.metafile.inputs, ...threads.metafile.inputs},
		outputs: {...metafile.outputs, ...threads.metafile.outputs},
	};
}

/**
 * What the libraries find around them. blessed looks for the terminal descriptions that it ships beside its own folder;
 * Node.js warns of Buffer() called by code outside node_modules.
 */
const librarySurroundings = `const blessedFolder = require('node:path').join(__dirname, 'blessed', 'lib');
function OldBuffer(value, encoding) {
	return typeof value === 'number' ? Buffer.alloc(value) : Buffer.from(value, encoding);
}
Object.setPrototypeOf(OldBuffer, Buffer);
OldBuffer.prototype = Buffer.prototype;`;

/** blessed requires its widgets by computed names without an extension; with one, esbuild finds them. */
const blessedWidgets = {
	name: 'blessed-widgets',
	setup({onLoad}) {
		onLoad({filter: /blessed\/lib\/widget\.js$/}, ({path}) => ({
			contents: readFileSync(path, 'utf8').replace("'./widgets/' + file", "'./widgets/' + file + '.js'"),
		}));
	},
};

/**
 * The libraries that are loaded on demand. As dependencies they would bring hundreds of files to open and install, old
 * packages that nothing here runs, a WebGPU binary of 84 MB, and gl, which compiles for minutes: gl stays outside, for
 * those who install it.
 */
async function bundleLibraries() {
	const {metafile} = await build({
		...shared,
		entryPoints: libraries,
		outExtension: {'.js': '.cjs'},
		format: 'cjs',
		external: ['gl', 'pty.js', 'term.js'],
		plugins: [blessedWidgets],
		banner: {js: librarySurroundings},
		define: {__dirname: 'blessedFolder', Buffer: 'OldBuffer'},
		logLevel: 'error',
	});
	cpSync(
		join(root, 'node_modules', 'blessed', 'usr', 'xterm-256color'),
		join(dist, 'blessed', 'usr', 'xterm-256color'),
	);
	return metafile;
}

async function bundle() {
	const metafiles = await Promise.all([bundleProgram(), bundleLibraries()]);
	const bundled = metafiles.flatMap(({inputs}) => Object.keys(inputs));
	const licences = 'third-party-licences.txt';
	writeFileSync(join(dist, licences), thirdPartyLicences(root, bundled));
	const written = metafiles.flatMap(({outputs}) => Object.keys(outputs)).map(path => path.slice('dist/'.length));
	removeAllBut([...written, licences, 'kernel.wasm']);
}

/** Chunks are named by their content: those of earlier builds stay behind. */
function removeAllBut(names) {
	for (const entry of readdirSync(dist, {withFileTypes: true})) {
		if (entry.isFile() && !names.includes(entry.name)) {
			rmSync(join(dist, entry.name));
		}
	}
}

function declare() {
	const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
	rmSync(join(dist, 'types'), {recursive: true, force: true});
	execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {cwd: root, stdio: ['ignore', 2, 2]});
}

const begun = new Date();
try {
	mkdirSync(dist, {recursive: true});
	await bundle();
	if (!process.argv.includes('--no-types')) {
		declare();
	}
	// esbuild leaves an unchanged file alone, so its time would say that it is older than the sources.
	utimesSync(join(dist, 'cli.js'), begun, begun);
} catch (error) {
	// esbuild, whose errors are a list, and tsc, which has an exit code, have said on stderr what is wrong.
	if (!Array.isArray(error.errors) && typeof error.status !== 'number') {
		console.error(`build.js: ${error.message}`);
	}
	process.exitCode = 1;
}
