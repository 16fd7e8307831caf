// An engine for the tests: x grows by `rate` a tick, plus the stimulus. Its first argument is what it does wrong, the second the tick at which.
import {readSync, writeSync} from 'node:fs';
import process from 'node:process';

const [words = 'nothing', at = '5', n = '8'] = process.argv.slice(2);
// `exit+lacks-save`: what it does wrong, and what it can't.
const [wrong] = words.split('+');
const [, lacked = ''] = /lacks-([a-z-]+)/.exec(words) ?? [];
const lacks = lacked.split('-');
const given = wrong === 'given';
let nodes = Number(n);
let x = new Float64Array(nodes);
let rate = 0.01;
let begun = 0;
let saves = 0;

const still = new Int32Array(new SharedArrayBuffer(4));

/** Whole bytes, however they come. */
function read(length) {
	const bytes = Buffer.alloc(length);
	for (let got = 0; got < length; ) {
		try {
			const more = readSync(0, bytes, got, length - got, null);
			if (more === 0) process.exit(0);
			got += more;
		} catch (error) {
			if (error.code !== 'EAGAIN') throw error;
			Atomics.wait(still, 0, 0, 1);
		}
	}
	return bytes;
}

function receive() {
	const line = [];
	for (;;) {
		const [byte] = read(1);
		if (byte === 10) break;
		line.push(byte);
	}
	const message = JSON.parse(Buffer.from(line).toString());
	const arrays = {};
	for (const {name, dtype} of message.arrays ?? []) {
		const bytes = read(Number(read(8).readBigUInt64LE()));
		const {buffer, byteOffset, length} = bytes;
		const own = buffer.slice(byteOffset, byteOffset + length);
		arrays[name] = dtype === 'f4' ? new Float32Array(own) : dtype === 'i4' ? new Int32Array(own) : new Uint8Array(own);
	}
	return {message, arrays};
}

function write(bytes, to = 1) {
	for (let sent = 0; sent < bytes.length; ) {
		try {
			sent += writeSync(to, bytes, sent);
		} catch (error) {
			if (error.code !== 'EAGAIN') throw error;
			Atomics.wait(still, 0, 0, 1);
		}
	}
}

function send(message, arrays = {}) {
	const entries = Object.entries(arrays);
	const heads = entries.map(([name, {dtype, values}]) => ({name, dtype, shape: [values.length]}));
	const pieces = [Buffer.from(`${JSON.stringify({...message, arrays: heads})}\n`)];
	for (const [, {values}] of entries) {
		const length = Buffer.alloc(8);
		length.writeBigUInt64LE(BigInt(values.byteLength));
		pieces.push(length, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
	}
	write(Buffer.concat(pieces));
}

const frame = tick =>
	send({type: 'frame', tick, observables: {total: x.reduce((a, b) => a + b, 0)}}, {x: {dtype: 'f8', values: x}});

/** What it does instead of a frame. True when that was all. */
function misbehave(tick) {
	if (tick < Number(at)) return false;
	const short = new Float64Array(nodes - 1);
	const actions = {
		exit: () => process.exit(3),
		print: () => write(Buffer.from('how is it going?\n')),
		nan: () => send({type: 'frame', tick}, {x: {dtype: 'f8', values: x.map((v, i) => (i === 2 ? Number.NaN : v))}}),
		other: () => send({type: 'frame', tick}, {x: {dtype: 'f8', values: short}}),
		huge: () =>
			write(Buffer.from(`{"type":"frame","tick":${tick},"arrays":[{"name":"x","dtype":"f8","shape":[200000000]}]}\n`)),
		early: () => send({type: 'frame', tick: tick + 1}, {x: {dtype: 'f8', values: x}}),
		twice: () => {
			frame(tick);
			frame(tick);
		},
		bounds: () => send({type: 'frame', tick}, {x: {dtype: 'f8', values: x.map(() => 1e6)}}),
		json: () => write(Buffer.from(`{"type":"frame","tick":NaN}\n`)),
		flood: () => {
			for (;;) send({type: 'event', message: 'all is well'});
		},
		stderr: () => {
			for (;;) write(Buffer.from(`${'all is well '.repeat(80)}\n`), 2);
		},
		hang: () => {
			for (;;) Atomics.wait(still, 0, 0);
		},
		error: () => send({type: 'error', message: 'it blew up'}),
	};
	const action = actions[wrong];
	action?.();
	return action !== undefined;
}

if (wrong === 'mute') for (;;) read(1);
if (wrong === 'talks') write(Buffer.from('Loading…\n'));
process.stderr.write('engine of the tests\n');
send(
	{
		type: 'hello',
		protocol: wrong === 'protocol' ? 2 : 1,
		name: wrong === 'alien' ? 'alien' : 'test engine',
		version: '1',
		graph: given ? 'given' : 'own',
		...(given ? {} : {nodes}),
		variables: [{name: 'x', min: -1000, max: 1000, shown: [0, 1]}],
		parameters: [{name: 'rate', default: 0.01, min: 0, max: 1}],
		observables: [{name: 'total', title: 'sum of all x'}],
		can: ['stimulus', 'write', 'save', 'dt', 'deterministic'].filter(each => !lacks.includes(each)),
	},
	given
		? {}
		: {
				source: {dtype: 'i4', values: Int32Array.from({length: 2 * nodes}, (_, e) => (e >> 1) % nodes)},
				target: {
					dtype: 'i4',
					values: Int32Array.from({length: 2 * nodes}, (_, e) => ((e >> 1) + (e % 2 === 0 ? 1 : nodes - 1)) % nodes),
				},
			},
);
for (;;) {
	const {message, arrays} = receive();
	const {type, tick = 0} = message;
	rate = message.parameters?.rate ?? rate;
	if (type === 'start') {
		nodes = message.n;
		begun = (message.seed % 7) / 100;
		x = new Float64Array(nodes).fill(begun);
		frame(0);
	} else if (type === 'step') {
		if (arrays.x) x = Float64Array.from(arrays.x);
		for (let i = 0; i < nodes; i++) x[i] += rate * message.dt + (arrays.stimulus?.[i] ?? 0);
		if (tick % 1000 === 1) send({type: 'event', level: 'info', message: `step ${tick}`});
		if (!misbehave(tick)) frame(tick);
	} else if (type === 'save') {
		const kept = Float64Array.of(rate, ...x);
		if (wrong === 'unsaved' || (wrong === 'unsaved-late' && saves++ > 0)) send({type: 'frame', tick: 0});
		else send({type: 'state'}, {state: {dtype: 'u1', values: new Uint8Array(kept.buffer)}});
	} else if (type === 'load') {
		[rate, ...x] = new Float64Array(arrays.state.buffer.slice(0));
		x = Float64Array.from(x);
		frame(tick);
	} else if (type === 'end') {
		process.exit(0);
	}
}
