"""Two processes learn one network: they share its weights, and each works out the gradient of a loss of its own.

Two threads would do the same and wait for one another's turn at the interpreter: with them a step of the reader takes a
tenth longer. The sum of the two gradients, and so every weight, is the same to the byte.
"""
import multiprocessing


class Twin:
    """The other process. Made before this one works out any gradient: the machinery of PyTorch for gradients does
    not outlive a fork."""

    def __init__(self, net, lost, seed):
        """`lost(net, *request)` is a loss; `seed` is for the generator of dropout that the other process draws from."""
        import torch
        net.share_memory()
        self.weights = list(net.parameters())
        self.gradients = [torch.zeros_like(weights).share_memory_() for weights in self.weights]
        context = multiprocessing.get_context("fork")
        self.pipe, other = context.Pipe()
        context.Process(target=self.serve, args=(net, lost, seed, other), daemon=True).start()
        other.close()

    def serve(self, net, lost, seed, pipe):
        """What the other process does: requests in, losses out."""
        self.pipe.close()
        net.train()
        net.generator.manual_seed(seed)
        while True:
            try:
                request = pipe.recv()
            except EOFError:
                return
            if isinstance(request, int):
                net.generator.manual_seed(request)
                continue
            loss = lost(net, *request)
            loss.backward()
            there = [weights.grad is not None for weights in self.weights]
            for weights, gradient in zip(self.weights, self.gradients):
                if weights.grad is not None:
                    gradient.copy_(weights.grad)
            net.zero_grad()
            pipe.send((loss.item(), there))

    def reseed(self, seed):
        """The generator of dropout starts anew."""
        self.pipe.send(seed)

    def ask(self, *request):
        """Sets the other process to work."""
        self.pipe.send(request)

    def answer(self):
        """Adds the gradient of what was asked to that of this process; the loss."""
        loss, there = self.pipe.recv()
        for weights, gradient, is_there in zip(self.weights, self.gradients, there):
            if is_there:
                weights.grad = gradient.clone() if weights.grad is None else weights.grad.add_(gradient)
        return loss


def update(net, optimiser):
    """One step along the gradients."""
    import torch
    torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    optimiser.step()
    optimiser.zero_grad()
