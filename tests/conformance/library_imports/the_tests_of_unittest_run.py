import io, unittest

class Case(unittest.TestCase):
    def test_ok(self): self.assertEqual(1 + 1, 2)
    def test_raises(self):
        with self.assertRaisesRegex(ZeroDivisionError, "division"):
            1 / 0
    def test_fails(self): self.assertIn(3, [1, 2])
    @unittest.skip("why not")
    def test_skipped(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)

result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case))
print(result.testsRun, len(result.failures), len(result.errors), result.skipped)
print(result.failures[0][1].splitlines()[-1])
