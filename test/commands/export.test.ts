import test from 'ava';
import {exporters} from '../../source/commands/export-formats.ts';
import {readExportRequest} from '../../source/commands/export-options.ts';

const base = {run: 'latest', format: 'csv'};

test('what a format takes is read', t => {
	const {run, log, at, output, force} = readExportRequest({...base, log: 'utd', output: 'a.csv'});
	t.deepEqual({run, log, at, output, force}, {run: 'latest', log: 'utd', at: undefined, output: 'a.csv', force: false});
	const {picture, width, height} = readExportRequest({...base, format: 'png', picture: 'dashboard', width: 800});
	t.deepEqual({picture, width, height}, {picture: 'dashboard', width: 800, height: undefined});
	t.is(readExportRequest({...base, format: 'graphml', at: 0, force: true}).at, 0);
});

test('what does not fit is refused in one line that says what would', t => {
	const refused = (args: Readonly<Record<string, unknown>>, message: RegExp) => {
		const error = t.throws(() => readExportRequest({...base, ...args}));
		t.regex(error?.message ?? '', message);
		t.notRegex(error?.message ?? '', /\n/);
	};
	refused({format: 'gaphml'}, /^export gaphml: use one of csv, jsonl, png, .*; did you mean graphml\?$/);
	refused({format: 'constructor'}, /^export constructor: use one of/);
	refused({run: 'png', format: undefined}, /give a run and a format .* as in connectop export latest png$/);
	refused({run: undefined, format: undefined}, /as in connectop export latest csv$/);
	refused({at: 3}, /^--at: means nothing to csv; it is for png and graphml$/);
	refused({format: 'png', log: 'events'}, /^--log: means nothing to png; it is for csv and jsonl$/);
	refused({format: 'png', width: 399}, /^--width 399: use a whole number from 400 to 8000$/);
	refused({format: 'png', height: 'tall'}, /^--height tall: use a whole number/);
	refused({format: 'graphml', at: -1}, /^--at -1: use a whole number from 0$/);
	refused({output: ['a', 'b']}, /^--output: is given 2 times/);
});

test('every option of a format is refused by another', t => {
	for (const [format, {takes}] of Object.entries(exporters)) {
		for (const option of ['log', 'picture', 'at', 'width', 'height'] as const) {
			const read = () => readExportRequest({...base, format, [option]: 500});
			if (takes.includes(option)) t.notThrows(read, `${format} ${option}`);
			else t.throws(read, {message: /means nothing to/}, `${format} ${option}`);
		}
	}
});
