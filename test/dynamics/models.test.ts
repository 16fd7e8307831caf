import {runInNewContext} from 'node:vm';
import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {builtInModel, builtInModels} from '../../source/dynamics/models.ts';

test('models are found by their id; an unknown one is refused with the list', t => {
	for (const model of builtInModels) t.is(builtInModel(model.id), model);
	const error = t.throws(() => builtInModel('sis'), {instanceOf: ConnectopError});
	t.is(error.kind, 'usage');
	const known = builtInModels.map(({id}) => id).join(', ');
	t.is(error.message, `--model: "sis" is unknown; use one of ${known}, or a file ending in .mjs, .js or .ts`);
	t.throws(() => builtInModel('viod'), {message: /; use one of void, .*; did you mean void\?$/});
});

for (const model of builtInModels) {
	test(`${model.id}: a rate for each variable, defaults in range, names that are their own`, t => {
		t.is(model.node.length, model.variables.length);
		t.true(model.variables.length >= 1 && model.variables.length <= 4);
		for (const {name, default: value, min, max, boolean} of model.parameters) {
			t.true(value >= min && value <= max, name);
			if (boolean) t.true(value === 0 || value === 1, name);
		}
		const names = [...model.parameters.map(each => each.name), ...model.variables.map(each => each.name)];
		t.is(new Set(names).size, names.length);
		t.true(model.strength === undefined || names.includes(model.strength));
		t.true(Object.keys(model.initial).length > 0);
		for (const preset of model.presets?.names ?? []) {
			for (const [name, value] of Object.entries(model.presets?.values(preset) ?? {})) {
				const parameter = model.parameters.find(each => each.name === name);
				t.true(parameter && value >= parameter.min && value <= parameter.max, `${preset}: ${name}`);
			}
		}
	});

	test(`${model.id}: functions are closed, so that they compile from their own text`, t => {
		const plain = model.parameters.map(each => each.default);
		for (const [i, node] of model.node.entries()) {
			const again = runInNewContext(`(${node.toString()})`) as typeof node;
			const args = [...model.variables.map((_, v) => 0.3 + 0.1 * v), 1.25, ...plain];
			t.is(again(...args), node(...args), `node ${i}`);
		}
		const edge = runInNewContext(`(${model.edge.toString()})`) as typeof model.edge;
		t.is(edge(0.2, 0.7, -3, ...plain), model.edge(0.2, 0.7, -3, ...plain));
	});
}
