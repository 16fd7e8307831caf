// Bundles the program into dist/ and writes the declarations of its exports. Runs on any Node.js that npm itself runs on.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {entries} from './scripts/entries.js';
import {thirdPartyLicences} from './scripts/third-party.js';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');

/** Left to node_modules: native code, files read at run time, code that requires its own files by computed names, and ink's debugger. */
const external = [
	'@resvg/resvg-js',
	'blessed',
	'blessed-contrib',
	'dejavu-fonts-ttf',
	'gl',
	'gpu.js',
	'react-devtools-core',
];

/** esbuild turns the CommonJS libraries into ES modules that still require Node.js's own modules: this is their require. */
const requireForCommonJs = `import {createRequire as createRequireForCommonJs} from 'node:module';
const require = createRequireForCommonJs(import.meta.url);`;

/** Bundles the program and gives what went in and what came out. */
async function bundleProgram() {
	const {metafile} = await build({
		absWorkingDir: root,
		entryPoints: entries,
		outdir: dist,
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
		chunkNames: '[name]-[hash]',
		sourcemap: 'linked',
		sourcesContent: false,
		// gpu.js compiles functions from their source text: names must stay as written and no helper may wrap them.
		keepNames: false,
		minify: false,
		external,
		banner: {js: requireForCommonJs},
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		legalComments: 'none',
		logLevel: 'warning',
		metafile: true,
	});
	return metafile;
}

/**
 * gpu.js in one CommonJS file beside the program: installed as a dependency it would bring a WebGPU binary of 84 MB that
 * nothing here uses, and compile gl for minutes. gl stays outside, for those who install it.
 */
async function bundleGpuJs() {
	const {metafile} = await build({
		absWorkingDir: root,
		entryPoints: {'gpu-js': 'node_modules/gpu.js/src/index.js'},
		outdir: dist,
		outExtension: {'.js': '.cjs'},
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node22',
		keepNames: false,
		external: ['gl'],
		legalComments: 'none',
		logLevel: 'error',
		metafile: true,
	});
	return metafile;
}

async function bundle() {
	const metafiles = await Promise.all([bundleProgram(), bundleGpuJs()]);
	const bundled = metafiles.flatMap(({inputs}) => Object.keys(inputs));
	const licences = 'third-party-licences.txt';
	writeFileSync(join(dist, licences), thirdPartyLicences(root, bundled));
	const written = metafiles.flatMap(({outputs}) => Object.keys(outputs)).map(path => path.slice('dist/'.length));
	removeAllBut([...written, licences]);
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
mkdirSync(dist, {recursive: true});
try {
	await bundle();
	if (!process.argv.includes('--no-types')) {
		declare();
	}
	// esbuild leaves an unchanged file alone, so its time would say that it is older than the sources.
	utimesSync(join(dist, 'cli.js'), begun, begun);
} catch {
	// esbuild and tsc have said on stderr what is wrong.
	process.exitCode = 1;
}
