// gpu.js, bundled to one file of this name beside the program. gl is looked for from here, as gpu.js does.
module.exports = require('gpu.js');
