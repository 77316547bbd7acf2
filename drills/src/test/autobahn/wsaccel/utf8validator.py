from java.lang import Class

Utf8 = Class.forName("io.highgate.drills.conformance.socket.accelerated.Utf8")


class Utf8Validator(object):

    def __init__(self):
        self.reset()

    def reset(self):
        self.utf8 = Utf8()
        self.total = 0

    def validate(self, octets):
        length = len(octets)
        wrong = self.utf8.firstWrong(octets)
        if wrong >= 0:
            self.total += wrong
            return False, False, wrong, self.total
        self.total += length
        return True, self.utf8.isComplete(), length, self.total
