import {execFileSync, spawnSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {scratch} from './scratch.ts';

const program = fileURLToPath(new URL('../../fixtures/programs/fill-disk.ts', import.meta.url));
/** Runs a command, with the folder as its last argument, on a file system of 64 KiB that nobody else sees there. */
const onSmallDisk = (folder: string, ...command: readonly string[]) => {
	const mount = 'mount -t tmpfs -o size=64k none "$0" && "$@" "$0"';
	return ['-c', `exec unshare -rm sh -c '${mount}' "$0" "$@"`, folder, ...command];
};
const canMount = spawnSync('sh', onSmallDisk('/mnt', 'true')).status === 0;
const withMount = canMount ? test : test.skip;

withMount(
	'a full disk: whole lines stay, each part says so once, nothing is half written (needs unshare and mount)',
	t => {
		const command = onSmallDisk(scratch(t), process.execPath, '--import=tsx', program);
		const {codes, known, given, rows, whole, left, kept} = JSON.parse(
			execFileSync('sh', command, {encoding: 'utf8'}),
		) as {
			readonly codes: Readonly<Record<'journal' | 'events' | 'file' | 'verified', readonly string[]>>;
			readonly known: number;
			readonly given: number;
			readonly whole: boolean;
			readonly left: readonly string[];
			readonly kept: boolean;
			readonly rows: Readonly<Record<'journal' | 'events', number>>;
		};
		t.deepEqual(codes.journal, ['disk-full']);
		t.deepEqual(codes.file, ['disk-full']);
		t.deepEqual(codes.verified, ['disk-full']);
		t.deepEqual(left, ['events.jsonl', 'journal.jsonl', 'small'], 'no temporary file stays');
		t.true(kept, 'what was there before is still there');
		t.true(rows.journal >= known, 'what a flush confirmed is there, and the chain holds');
		t.true(whole, 'the line that did not fit was cut');
		t.true(rows.journal < given, 'the disk was full');
		t.true(codes.events.length + rows.events === 1, 'the event is written or its loss is told');
	},
);
