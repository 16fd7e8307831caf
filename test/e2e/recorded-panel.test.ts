import process from 'node:process';
import test from 'ava';
import {built, program, scratch} from './program.ts';
import {rowsOf} from './records.ts';
import {openTerminal} from './terminal.ts';

test.before(built);

test('what is recorded is shown as traces and a raster, and recorders come and go on the screen', async t => {
	const folder = scratch(t);
	const args = [
		'--neurons',
		'100',
		'--hz',
		'20',
		'--kernel',
		'cpu',
		'--viz-every',
		'0',
		'--record',
		'nodes=3,4 name=pair',
	];
	const terminal = openTerminal(t, [process.execPath, program, ...args], {folder, columns: 120, rows: 40});
	await terminal.see(/rec 1 [\d.]+ MB\/h/);
	terminal.type('t');
	await terminal.see(/─ Recorded ─+ 1 recorder, [\d.]+ MB an hour ─/);
	await terminal.see(/pair W of 2 nodes every tick +\d+ rows/);
	await terminal.see(/W 3 .* 0\.\d+ │/);
	await terminal.see(/ [⠁-⣿]{3,} +0\.\d+ … 0\.\d+ │/);
	terminal.type(':record nodes=all above=0.6 name=up\r');
	await terminal.see(/rec 2/);
	await terminal.see(/up crossings of W above 0\.6 in 100 nodes/);
	await terminal.until('dots of crossings', () => {
		const rows = terminal.rows();
		const head = rows.findIndex(row => row.includes('up crossings'));
		return rows.slice(head + 1).some(row => /[⠁-⣿]/.test(row.slice(70)));
	});
	terminal.type(':record nodes=selected\r');
	await terminal.see(/no node is selected; n picks one/);
	terminal.type('\u001B');
	await terminal.until('the prompt closed', () => !/nodes=selected/.test(terminal.rows().join('\n')));
	await terminal.see(/─ Recorded ─/);
	terminal.type(':unrecord pair\r');
	await terminal.until('one recorder', () => !/pair W of 2/.test(terminal.rows().join('\n')));
	terminal.type('\t\t');
	await terminal.see(/─ ▸ Recorded ─/);
	terminal.type('z');
	await terminal.until('the panel alone', () => !terminal.rows().join('\n').includes('Connectome'));
	terminal.type('z');
	terminal.type('t');
	await terminal.see(/─ (▸ )?Field and graph ─/);
	t.deepEqual(
		rowsOf(folder, 'journal').flatMap(each => (each['by'] === 'key' ? [each['id']] : [])),
		['record', 'unrecord'],
	);
});
