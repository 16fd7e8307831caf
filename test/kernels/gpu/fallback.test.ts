import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import test from 'ava';
import {isSoftware, whyNotLoaded} from '../../../source/kernels/gpu/device.ts';
import {virtualDisplay} from './virtual-display.ts';

/*
Each program has a process of its own: gl loads once a process, and what is asked here is what a process without it says. This file
never loads gl itself.
*/

await virtualDisplay();
const usual = await probe({});
const built = !('reason' in usual) || !/package gl|built for another/.test(String(usual['reason']));
const builtTest = built ? test : test.skip;
const gpuTest = 'renderer' in usual ? test : test.skip;
const name = (title: string): string => ('renderer' in usual ? title : `${title} (no gpu: ${String(usual['reason'])})`);

test('without the package gl: one reason, no kernel, nothing thrown', async t => {
	const reason = 'the package gl is not installed (README, "GPU")';
	t.deepEqual(await probe({WITHOUT_GL: '1'}), {reason, kernel: reason});
});

builtTest(name('without a display: one reason, no kernel'), async t => {
	const reason = 'no display: GL needs an X server (DISPLAY is not set)';
	t.deepEqual(await probe({DISPLAY: undefined}), {reason, kernel: reason});
});

builtTest(name('with a display that is not there: one reason, no kernel'), async t => {
	const reason = 'the display :7654 gives no GL context';
	t.deepEqual(await probe({DISPLAY: ':7654'}), {reason, kernel: reason});
});

gpuTest(name('in a worker, as in the engine'), async t => {
	t.deepEqual(await probe({IN_WORKER: '1'}), usual);
});

gpuTest(name('memory: neither ticks nor kernels keep textures'), async t => {
	const grown = await run('gpu-memory', {});
	t.log(
		`resident set grew by at least ${Number(grown['ticks']).toFixed(1)} MiB a round of ticks, ${Number(grown['kernels']).toFixed(1)} MiB a round of kernels`,
	);
	t.true(Number(grown['ticks']) < 100);
	t.true(Number(grown['kernels']) < 100);
});

test('what loading gl says becomes one line', t => {
	const raw = "Cannot find module 'gl'\nRequire stack:\n- /somewhere/index.js";
	t.regex(whyNotLoaded(raw), /not installed/);
	t.regex(whyNotLoaded('Could not locate the bindings file. Tried:\n → /a/b'), /not built/);
	t.regex(
		whyNotLoaded(
			"The module 'webgl.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115.",
		),
		/another Node/,
	);
	t.regex(whyNotLoaded("Module did not self-register: '/a/webgl.node'."), /once/);
	t.is(
		whyNotLoaded('libX11.so.6: cannot open shared object file\nmore'),
		'gl does not load: libX11.so.6: cannot open shared object file',
	);
});

test('software renderers are told from hardware', t => {
	const software = [
		'Mesa/X.org llvmpipe (LLVM 15.0.6, 256 bits)',
		'softpipe',
		'Google SwiftShader',
		'VMware, Inc. Software Rasterizer',
		'Gallium 0.4 on llvmpipe',
	];
	const hardware = [
		'NVIDIA Corporation NVIDIA H200/PCIe/SSE2',
		'Intel Mesa Intel(R) UHD Graphics 620 (KBL GT2)',
		'AMD Radeon RX 6800 (radeonsi)',
	];
	for (const each of software) t.true(isSoftware(each), each);
	for (const each of hardware) t.false(isSoftware(each), each);
});

function probe(environment: NodeJS.ProcessEnv): Promise<Record<string, unknown>> {
	return run('gpu-probe', environment);
}

/** What a program of fixtures/programs prints: one JSON line and nothing else. */
async function run(program: string, environment: NodeJS.ProcessEnv): Promise<Record<string, unknown>> {
	const file = fileURLToPath(new URL(`../../../fixtures/programs/${program}.ts`, import.meta.url));
	const {stdout} = await promisify(execFile)(process.execPath, ['--expose-gc', '--import=tsx', file], {
		env: {...process.env, ...environment},
	});
	return JSON.parse(stdout);
}
