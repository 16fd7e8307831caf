// Bundles the program into dist/ and writes the declarations of its exports. Runs on any Node.js that npm itself runs on.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, rmSync, utimesSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {entries} from './scripts/entries.js';

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

async function bundle() {
	const {metafile} = await build({
		absWorkingDir: root,
		entryPoints: Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(join(root, path)))),
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
	removeAllBut(Object.keys(metafile.outputs).map(path => path.slice('dist/'.length)));
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
